# The builtin functions that are written in the language.

class _Missing:
    pass


_missing = _Missing()


def sorted(iterable, /, *, key=None, reverse=False):
    result = list(iterable)
    if key is None and not reverse:
        result.sort()
    else:
        result.sort(key=key, reverse=reverse)
    return result


def any(iterable, /):
    for element in iterable:
        if element:
            return True
    return False


def all(iterable, /):
    for element in iterable:
        if not element:
            return False
    return True


@_iterator
def map(function, iterable, /, *more):
    if more:
        for row in zip(iterable, *more):
            yield function(*row)
    else:
        for element in iterable:
            yield function(element)


@_iterator
def filter(function, iterable, /):
    if function is None:
        for element in iterable:
            if element:
                yield element
    else:
        for element in iterable:
            if function(element):
                yield element


def divmod(x, y, /):
    method = _special(x, '__divmod__')
    if method is not None:
        result = method(x, y)
        if result is not NotImplemented:
            return result
    method = _special(y, '__rdivmod__')
    if method is not None:
        result = method(y, x)
        if result is not NotImplemented:
            return result
    if not isinstance(x, (int, float)) and _special(x, '__floordiv__') is None:
        raise TypeError(f"unsupported operand type(s) for divmod(): '{type(x).__name__}' and '{type(y).__name__}'")
    if isinstance(x, int) and isinstance(y, int) and y:
        quotient = x // y
        return quotient, x - quotient * y
    return x // y, x % y


def pow(base, exp, mod=None):
    if mod is None:
        return base ** exp
    if not (isinstance(base, int) and isinstance(exp, int) and isinstance(mod, int)):
        raise TypeError("pow() 3rd argument not allowed unless all arguments are integers")
    if mod == 0:
        raise ValueError("pow() 3rd argument cannot be 0")
    if exp < 0:
        base = _inverse_modulo(base, mod)
        exp = -exp
    result = 1 % mod
    base %= mod
    for i in range(exp.bit_length() - 1, -1, -1):
        result = result * result % mod
        if (exp >> i) & 1:
            result = result * base % mod
    return result


def _inverse_modulo(base, mod):
    old, new = base % mod, mod
    x, next_x = 1, 0
    while new:
        quotient = old // new
        old, new = new, old - quotient * new
        x, next_x = next_x, x - quotient * next_x
    if old not in (1, -1):
        raise ValueError("base is not invertible for the given modulus")
    return x * old % mod


def vars(x, /):
    return x.__dict__


def setattr(x, name, value, /):
    _setattr(x, name, value)


# What iterates is checked at the call, not at the first element.

_map = map
_filter = filter


def map(function, iterable, /, *more):
    return _map(function, iter(iterable), *[iter(other) for other in more])


def filter(function, iterable, /):
    return _filter(function, iter(iterable))
