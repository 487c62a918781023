package random

import (
	"regexp"
	"slices"
	"testing"

	"golang.org/x/crypto/bcrypt"
)

func TestAPasswordHasItsLengthAndOnlyTheCharactersAskedFor(t *testing.T) {
	for range 20 {
		result := stringOf(create(t, passwordToken, inputs{"length": 40.0, "special": false}, false).Properties, "result")
		if !regexp.MustCompile(`^[A-Za-z0-9]{40}$`).MatchString(result) {
			t.Fatalf("not 40 alphanumeric characters (%d)", len(result))
		}
	}
}

func TestAPasswordHasTheMinimumOfEachClass(t *testing.T) {
	for range 20 {
		result := stringOf(create(t, passwordToken, inputs{
			"length": 12.0, "minLower": 2.0, "minUpper": 3.0, "minNumeric": 4.0, "minSpecial": 3.0, "overrideSpecial": "%",
		}, false).Properties, "result")
		count := func(pattern string) int { return len(regexp.MustCompile(pattern).FindAllString(result, -1)) }
		if got := []int{count("[a-z]"), count("[A-Z]"), count("[0-9]"), count("%")}; !slices.Equal(got, []int{2, 3, 4, 3}) {
			t.Fatalf("unexpected mix %v", got)
		}
	}
}

func TestNoTwoPasswordsAreTheSame(t *testing.T) {
	seen := map[string]bool{}
	for range 50 {
		seen[stringOf(create(t, passwordToken, inputs{"length": 16.0}, false).Properties, "result")] = true
	}
	if len(seen) != 50 {
		t.Fatalf("%d different values of 50", len(seen))
	}
}

func TestTheHashIsOneOfThePassword(t *testing.T) {
	for _, length := range []float64{20, 100} {
		outputs := create(t, passwordToken, inputs{"length": length}, false).Properties
		result := stringOf(outputs, "result")
		ok(t, bcrypt.CompareHashAndPassword([]byte(stringOf(outputs, "bcryptHash")), []byte(result)[:min(len(result), 72)]))
	}
}
