import { equal, ok } from "node:assert/strict";

import { isCredentialName, namesEndingIn } from "../../redaction/credentialName";
import { credentialNameExamples, harmlessNameExamples } from "./nameExamples";

describe("the name of a credential", () => {
    for (const name of credentialNameExamples) {
        it(`is ${name}`, () => ok(isCredentialName(name)));
    }
    for (const name of harmlessNameExamples) {
        it(`is not ${name}`, () => ok(!isCredentialName(name)));
    }

    it("is one that a team names", () => {
        const isName = namesEndingIn(["door_code"]);
        equal(isName("FRONT_DOOR_CODE"), true);
        equal(isName("frontDoorCode2"), true);
        equal(isName("PASSWORD"), false);
    });
});
