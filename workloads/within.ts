/** Rejects once it takes too long. */
export async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout;
    const overdue = new Promise<never>((_, reject) => {
        const error = new Error(`no answer within ${milliseconds / 1000} s`);
        timer = setTimeout(() => reject(error), milliseconds);
    });
    return Promise.race([promise, overdue]).finally(() => clearTimeout(timer));
}
