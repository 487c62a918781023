/** What every stack is made of: a change there touches them all. */
const shared =
    /^(stacks\/[^/]+\.ts|stacks\/tsconfig\.json|components\/|redaction\/|policy\/(?!config\/)|preview\/|Pulumi\.yaml$|package(-lock)?\.json$|tsconfig[^/]*\.json$|transpiler\.cjs$)/;

/** The stacks that a change touches, of those that are given: by their own files, or by what all are made of. */
export function touchedStacks(changedFiles: string[], stacks: string[]): string[] {
    return changedFiles.some((file) => shared.test(file))
        ? stacks
        : stacks.filter((stack) =>
              changedFiles.some(
                  (file) =>
                      file === `stacks/Pulumi.${stack}.yaml` ||
                      file === `policy/config/${stack}.json`,
              ),
          );
}
