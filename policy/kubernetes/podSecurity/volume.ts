import { type Breach, breach } from "./breach";

const allowedVolumes = [
    "configMap",
    "csi",
    "downwardAPI",
    "emptyDir",
    "ephemeral",
    "image",
    "persistentVolumeClaim",
    "projected",
    "secret",
];

/** A volume's type is a key beside its name, so that no unknown value can hide it, nor a second key. */
export function volumeBreach(volume: object, index: number): Breach | undefined {
    const type = Object.keys(volume).find((key) => key !== "name" && !allowedVolumes.includes(key));
    return type === undefined
        ? undefined
        : {
              ...breach(
                  `volumes[${index}]`,
                  type,
                  allowedVolumes.join(", "),
                  "Use a persistentVolumeClaim or an emptyDir",
              ),
              isStrict: !("hostPath" in volume),
          };
}
