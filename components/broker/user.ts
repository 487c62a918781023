/** The user and group of RabbitMQ in the official image. */
export const rabbitMqUser = 999;
