# The builtin functions that are written in the language.

class _Missing:
    __slots__ = ()


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
    values = getattr(x, '__dict__', _missing)
    if values is _missing:
        raise TypeError("vars() argument must have __dict__ attribute")
    return values


def setattr(x, name, value, /):
    _setattr(x, name, value)


# What iterates is checked at the call, not at the first element.

_map = map
_filter = filter


def map(function, iterable, /, *more):
    return _map(function, iter(iterable), *[iter(other) for other in more])


def filter(function, iterable, /):
    return _filter(function, iter(iterable))


# What a program can wait for. The arguments are checked and copied at the call.

_MAX_INPUT = 1_000_000
_MAX_INPUT_DEPTH = 20


def job(computation=_missing, /, **input):
    program = None
    if computation is _missing:
        computation = None
        program = input.pop('program', None)
        values = input.pop('input', {})
        if program is None or input:
            raise TypeError("job() takes the name of a computation and its input, or program= and input=")
        if not isinstance(program, str):
            raise TypeError(f"program= of job() must be str, not {type(program).__name__}")
        if not isinstance(values, dict):
            raise TypeError(f"input= of job() must be dict, not {type(values).__name__}")
        input = values
    elif not isinstance(computation, str):
        raise TypeError(f"the name of a computation must be str, not {type(computation).__name__}")
    elif not computation:
        raise ValueError("the name of a computation must not be empty")
    return _awaitable('job', [computation, program, _input(input)])


def _input(input):
    left = _MAX_INPUT

    def take(size):
        nonlocal left
        left -= size
        if left < 0:
            raise ValueError(f"the input of a job must be at most {_MAX_INPUT:,} characters long")

    def copy(value, depth):
        if value is None or value is True or value is False:
            take(4)
            return value
        if isinstance(value, int):
            take(1 + _bits(value) * 3 // 10)
            return value
        if isinstance(value, float):
            if value - value != 0:
                raise ValueError(f"the input of a job must not contain {value!r}")
            take(8)
            return value
        if isinstance(value, str):
            take(2 + len(value))
            return value
        if depth == _MAX_INPUT_DEPTH:
            raise ValueError(f"the input of a job must be nested at most {_MAX_INPUT_DEPTH} levels deep")
        if isinstance(value, (list, tuple, set, frozenset)):
            copied = []
            for element in value:
                take(1)
                copied.append(copy(element, depth + 1))
            return copied
        if isinstance(value, dict):
            copied = {}
            for key, element in value.items():
                if not isinstance(key, str):
                    raise TypeError(f"keys in the input of a job must be str, not {type(key).__name__}")
                take(4 + len(key))
                copied[key] = copy(element, depth + 1)
            return copied
        raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")

    return copy(input, 0)


def sleep(seconds):
    if not isinstance(seconds, (int, float)):
        raise TypeError(f"sleep() argument must be int or float, not {type(seconds).__name__}")
    if not 0 <= seconds <= 10_000_000_000:
        raise ValueError("sleep() argument must be from 0 to 10,000,000,000 seconds")
    return _awaitable('sleep', [seconds])


def until(time):
    if isinstance(time, str):
        if not _is_time(time):
            raise ValueError(
                "until() argument must be a time in RFC 3339 with an offset, such as '2030-01-31T08:00:00Z'")
    elif not isinstance(time, (int, float)):
        raise TypeError(f"until() argument must be str, int or float, not {type(time).__name__}")
    elif not -62_135_596_800 <= time < 253_402_300_800:
        raise ValueError("until() argument must be a time in the years 1 to 9999")
    return _awaitable('until', [time])


def first(*alternatives):
    if not alternatives:
        raise TypeError("first() takes at least one argument")
    for alternative in alternatives:
        kind = _awaitable_kind(alternative)
        if kind is None or kind == 'first':
            raise TypeError(
                "first() arguments must be job(), sleep() or until() values, not "
                + (kind + '()' if kind else type(alternative).__name__))
    return _awaitable('first', list(alternatives))
