const factors: Readonly<{ [key: string]: number }> = {
    n: 1e-9,
    u: 1e-6,
    m: 1e-3,
    "": 1,
    k: 1e3,
    M: 1e6,
    G: 1e9,
    T: 1e12,
    P: 1e15,
    E: 1e18,
    Ki: 2 ** 10,
    Mi: 2 ** 20,
    Gi: 2 ** 30,
    Ti: 2 ** 40,
    Pi: 2 ** 50,
    Ei: 2 ** 60,
};

/** The number that a resource quantity stands for, such as 2147483648 for `2Gi`. */
export function quantity(text: string | number): number | undefined {
    const { number, suffix = "" } =
        /^(?<number>[+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?)(?<suffix>[numkMGTPE]?i?)$/.exec(`${text}`)
            ?.groups ?? {};
    const factor = factors[suffix];
    return number === undefined || factor === undefined ? undefined : Number(number) * factor;
}
