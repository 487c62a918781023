package random

import (
	"crypto/rand"
	"math/big"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

const (
	lowerLetters = "abcdefghijklmnopqrstuvwxyz"
	upperLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	digits       = "0123456789"
	specials     = "!@#$%&*()-_=+[]{}<>:?"
)

type characterClass struct {
	letters string
	enabled bool
	minimum int
}

func classesOf(inputs resource.PropertyMap) []characterClass {
	special := specials
	if override := stringOf(inputs, "overrideSpecial"); override != "" {
		special = override
	}
	class := func(letters string, flag, minimum resource.PropertyKey) characterClass {
		least, _ := integer(inputs, minimum)
		return characterClass{letters: letters, enabled: flagOf(inputs, flag), minimum: least}
	}
	return []characterClass{
		class(digits, "numeric", "minNumeric"),
		class(lowerLetters, "lower", "minLower"),
		class(upperLetters, "upper", "minUpper"),
		class(special, "special", "minSpecial"),
	}
}

func alphabetOf(classes []characterClass) string {
	var alphabet strings.Builder
	for _, class := range classes {
		if class.enabled {
			alphabet.WriteString(class.letters)
		}
	}
	return alphabet.String()
}

// characters draws the minimum of each class, fills up from all enabled classes, and shuffles.
func characters(inputs resource.PropertyMap) (string, error) {
	length, _ := integer(inputs, "length")
	classes := classesOf(inputs)
	drawn := make([]byte, 0, length)
	for _, class := range classes {
		letters, err := draw(class.letters, class.minimum)
		if err != nil {
			return "", err
		}
		drawn = append(drawn, letters...)
	}
	rest, err := draw(alphabetOf(classes), length-len(drawn))
	if err != nil {
		return "", err
	}
	drawn = append(drawn, rest...)
	if err := shuffle(drawn); err != nil {
		return "", err
	}
	return string(drawn), nil
}

func draw(alphabet string, count int) ([]byte, error) {
	letters := make([]byte, 0, max(count, 0))
	for len(letters) < count {
		index, err := below(len(alphabet))
		if err != nil {
			return nil, err
		}
		letters = append(letters, alphabet[index])
	}
	return letters, nil
}

func shuffle(letters []byte) error {
	for last := len(letters) - 1; last > 0; last-- {
		other, err := below(last + 1)
		if err != nil {
			return err
		}
		letters[last], letters[other] = letters[other], letters[last]
	}
	return nil
}

func below(limit int) (int, error) {
	index, err := rand.Int(rand.Reader, big.NewInt(int64(limit)))
	if err != nil {
		return 0, err
	}
	return int(index.Int64()), nil
}
