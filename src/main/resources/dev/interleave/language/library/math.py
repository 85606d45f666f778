# Mathematics.

pi = 3.141592653589793
e = 2.718281828459045
tau = 6.283185307179586
inf = float('inf')
nan = float('nan')

sin = _math_sin
cos = _math_cos
tan = _math_tan
asin = _math_asin
acos = _math_acos
atan = _math_atan
atan2 = _math_atan2
sinh = _math_sinh
cosh = _math_cosh
tanh = _math_tanh
exp = _math_exp
expm1 = _math_expm1
log2 = _math_log2
log10 = _math_log10
log1p = _math_log1p
sqrt = _math_sqrt
cbrt = _math_cbrt
degrees = _math_degrees
radians = _math_radians
pow = _math_pow
fmod = _math_fmod
fabs = _math_fabs
copysign = _math_copysign
floor = _math_floor
ceil = _math_ceil
isnan = _math_isnan
isinf = _math_isinf
isfinite = _math_isfinite
frexp = _math_frexp
ldexp = _math_ldexp
nextafter = _math_nextafter
remainder = _math_remainder
ulp = _math_ulp


def log(x, base=None, /):
    if base is None:
        return _math_log(x)
    return _math_log(x) / _math_log(base)


def exp2(x, /):
    return 2.0 ** x


def trunc(x, /):
    if isinstance(x, (int, float)):
        return int(x)
    method = _special(x, '__trunc__')
    if method is None:
        raise TypeError(f"type {type(x).__name__} doesn't define __trunc__ method")
    return method(x)


def modf(x, /):
    x = float(x)
    if isinf(x):
        return copysign(0.0, x), x
    if isnan(x):
        return x, x
    whole = float(int(x))
    return copysign(x - whole, x), copysign(whole, x)


def isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0):
    if rel_tol < 0 or abs_tol < 0:
        raise ValueError("tolerances must be non-negative")
    if a == b:
        return True
    if isinf(a) or isinf(b):
        return False
    difference = abs(b - a)
    return difference <= abs(rel_tol * b) or difference <= abs(rel_tol * a) or difference <= abs_tol


def factorial(n, /):
    n = index(n)
    if n < 0:
        raise ValueError("factorial() not defined for negative values")
    return _product(1, n) if n > 1 else 1


def _product(low, high):
    if high - low < 16:
        product = low
        for factor in range(low + 1, high + 1):
            product *= factor
        return product
    middle = (low + high) // 2
    return _product(low, middle) * _product(middle + 1, high)


def comb(n, k, /):
    n = index(n)
    k = index(k)
    if n < 0:
        raise ValueError("n must be a non-negative integer")
    if k < 0:
        raise ValueError("k must be a non-negative integer")
    if k > n:
        return 0
    k = min(k, n - k)
    result = 1
    for i in range(1, k + 1):
        result = result * (n - k + i) // i
    return result


def perm(n, k=None, /):
    n = index(n)
    if k is None:
        return factorial(n)
    k = index(k)
    if n < 0:
        raise ValueError("n must be a non-negative integer")
    if k < 0:
        raise ValueError("k must be a non-negative integer")
    result = 1
    for i in range(k):
        result *= n - i
    return result


def gcd(*integers):
    result = 0
    for integer in integers:
        result = _math_gcd(result, index(integer))
    return result


def lcm(*integers):
    result = 1
    for integer in integers:
        integer = index(integer)
        if integer == 0:
            return 0
        result = abs(result * integer) // _math_gcd(result, integer)
    return result


def isqrt(n, /):
    return _math_isqrt(index(n))


def hypot(*coordinates):
    if len(coordinates) == 2:
        return _math_hypot(coordinates[0], coordinates[1])
    largest = max([abs(float(x)) for x in coordinates], default=0.0)
    if largest == 0.0 or isinf(largest):
        return largest
    return largest * sqrt(fsum([(x / largest) ** 2 for x in coordinates]))


def dist(p, q, /):
    if len(p) != len(q):
        raise ValueError("both points must have the same number of dimensions")
    return hypot(*[x - y for x, y in zip(p, q)])


def fsum(seq, /):
    # Shewchuk, Adaptive Precision Floating-Point Arithmetic, 1997.
    partials = []
    special = 0.0
    for x in seq:
        x = float(x)
        if not isfinite(x):
            special += x
            continue
        i = 0
        for y in partials:
            if abs(x) < abs(y):
                x, y = y, x
            high = x + y
            low = y - (high - x)
            if low:
                partials[i] = low
                i += 1
            x = high
        partials[i:] = [x]
    if special or isnan(special):
        return special
    total = 0
    unit = 1
    for x in partials:
        numerator, denominator = x.as_integer_ratio()
        if denominator > unit:
            total *= denominator // unit
            unit = denominator
        total += numerator * (unit // denominator)
    return total / unit


def prod(iterable, /, *, start=1):
    for element in iterable:
        start = start * element
    return start


def sumprod(p, q, /):
    return sum([x * y for x, y in zip(p, q, strict=True)])
