import { expect, test } from "vitest";
import { attributeChoice, domains, operatorsOf } from "./index.ts";

test("a default is one of the values that are allowed, in every version of today", () => {
	for (const domain of domains()) {
		for (const { name, attributes } of operatorsOf(domain, 99)) {
			for (const attribute of attributes.values()) {
				const choice = attributeChoice(name, domain, attribute);
				const at = `${domain} ${name}.${attribute.name}`;
				if (choice?.kind === "texts" && attribute.type === "STRING" && attribute.default !== undefined)
					expect(choice.texts, at).toContain(attribute.default);
				if (choice?.kind === "flag" && attribute.default !== undefined)
					expect(["0", "1"], at).toContain(String(attribute.default));
			}
		}
	}
});

test("an attribute of a stranger is free", () => {
	expect(attributeChoice("constructor", "my.domain", { name: "__proto__", type: "STRING" })).toBeUndefined();
	expect(attributeChoice("Conv", "", { name: "auto_pad", type: "STRING" })).toEqual({
		kind: "texts",
		texts: ["NOTSET", "SAME_UPPER", "SAME_LOWER", "VALID"],
	});
	expect(attributeChoice("Cast", "", { name: "to", type: "INT" })).toEqual({ kind: "data type" });
});
