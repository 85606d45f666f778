def digits(count):
    # Gibbons, Unbounded Spigot Algorithms for the Digits of Pi, 2006.
    q, r, t, k, m, x = 1, 0, 1, 1, 3, 3
    while count:
        if 4 * q + r - t < m * t:
            yield m
            count -= 1
            q, r, m = 10 * q, 10 * (r - m * t), 10 * (3 * q + r) // t - 10 * m
        else:
            q, r, t, k, m, x = q * k, (2 * q + r) * x, t * x, k + 1, (q * (7 * k + 2) + r * x) // (t * x), x + 2


print(''.join(str(digit) for digit in digits(1000)))
