// Command pulumi-language-nodejs stands before the last language host that the Go module proxy serves (to be found beside
// it under its versioned name) and adds what that one lacks: generated SDKs, and for Node.js policy packs and plugins.
// Called as pulumi-language-python or pulumi-language-go, it does the same for that language.
package main

import (
	"fmt"
	"os"

	"queue-workloads.local/pulumi/pulumi-language-nodejs/languagehost"
)

func main() {
	if err := languagehost.Run(os.Args[0], os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
