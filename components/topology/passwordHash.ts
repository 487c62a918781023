import { createHash } from "node:crypto";

/**
 * RabbitMQ's salted SHA-256 password hash: base64 of the salt followed by SHA-256 of salt and password.
 * https://www.rabbitmq.com/docs/passwords#computing-password-hash
 */
export function passwordHash(password: string, saltBase64: string): string {
    const salt = Buffer.from(saltBase64, "base64");
    const digest = createHash("sha256").update(salt).update(password, "utf8").digest();
    return Buffer.concat([salt, digest]).toString("base64");
}
