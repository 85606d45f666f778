import math
for f in (math.sin, math.cos, math.sqrt, math.log, math.log10, math.atan, math.floor, math.ceil, math.trunc, math.degrees):
    print([f(v) for v in (0.5, 1, 2.75, 100)])
print(math.inf, math.nan, math.isnan(math.nan), math.copysign(1, -0.0), math.fmod(-7, 3), math.modf(-2.5), math.frexp(10), math.ldexp(0.5, 3), math.isclose(0.1 + 0.2, 0.3), math.dist((0, 0), (3, 4)), math.hypot(1, 2, 2), math.prod([1.5, 2]), math.fsum([1e100, 1, -1e100]), math.perm(5, 2), math.lcm(4, 6), math.gcd(), math.tau, math.atan2(1, -1), math.pow(2, 0.5), math.expm1(1e-10), math.log1p(1e-10))
for t in (lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.exp(1000), lambda: math.factorial(-1), lambda: math.isqrt(-1), lambda: math.comb(-1, 2), lambda: math.floor(float('inf')), lambda: math.acos(2), lambda: math.fmod(1, 0), lambda: math.sin('a'), lambda: math.gcd(1.5)):
    try: print(t())
    except Exception as e: print(type(e).__name__, e)
print(0.1 + 0.7, 1e308 * 10, -1e308 * 10, 1 / 3, 2 / 3, 1e15 + 0.3, 1e16 + 1, 123456789.123456789, 1.1 * 1.1, 3.0, 3e0 == 3, 1e-10, 5e-5, 0.00012, 1 // 0.1, 1 % 0.1, -1 % 0.1, 7.5 // 2, -7.5 // 2, 2 ** 0.5, 10 ** -3, float(10**25), 10**25 / 10**10, (10**400) / (10**399), 1e200 * 1e200, int(1e20), round(1e300), round(12345.6789, -2), round(0.125, 2), round(-0.5))
nan = float('nan'); print(nan == nan, nan in [nan], [nan] == [nan], nan != nan, sorted([2.0, 1]), max(1, 1.0), 0.0 == -0.0, hash(0.0) == hash(-0.0), hash(2**61 - 1), hash(-1), hash(1.5) == hash(3 / 2))
print(float('1_000.5'), float('  -.5e-3 '), float('Infinity'), float('-nan'), '%.3g' % 1234567, '%r' % 0.1, str(1e21), repr(1e-323), (0.1).as_integer_ratio(), (2.0).is_integer(), int.from_bytes(b'\x01\x00', 'big'), (1000).to_bytes(2, 'little'), (5).bit_length(), (-255).bit_count())
