# What the machine leaves over: operations that take long or call methods of the program.
#
# A function of the machine named `type.method` falls back to `type_method` here, and one named `name` to `do_name`.
# Names that begin with one underscore are helpers in Java.

class _Missing:
    __slots__ = ()


_missing = _Missing()


# --- truth, operators, comparisons

def truth(value, negated):
    if value:
        return not negated
    return negated


def do_bool(value):
    if value:
        return True
    return False


def binary_operator(x, y, method, number):
    left = _special(x, '__' + method + '__')
    right = _special(y, '__r' + method + '__')
    if right is not None and type(x) is not type(y) and issubclass(type(y), type(x)):
        result = right(y, x)
        if result is not NotImplemented:
            return result
        right = None
    if left is not None:
        result = left(x, y)
        if result is not NotImplemented:
            return result
    if right is not None and type(x) is not type(y):
        result = right(y, x)
        if result is not NotImplemented:
            return result
    if left is not None or right is not None:
        _unsupported(number, x, y)
    return native_operator(x, y, method, number)


def operator_rest(x, y, number):
    method = OPERATORS[number]
    right = _special(y, '__r' + method + '__')
    if right is not None and type(x) is not type(y):
        result = right(y, x)
        if result is not NotImplemented:
            return result
    _unsupported(number, x, y)


OPERATORS = ('add', 'sub', 'mul', 'truediv', 'floordiv', 'mod', 'pow', 'lshift', 'rshift', 'and', 'or', 'xor', 'matmul')


def native_operator(x, y, method, number):
    if method == 'mod':
        if isinstance(x, str):
            return percent(x, y)
        if isinstance(x, bytes):
            return _octets(percent(_latin(x), y))
        if isinstance(x, int):
            return long_divmod(x, y)[1]
    if method == 'floordiv':
        return long_divmod(x, y)[0]
    if method == 'pow':
        return long_power(x, y)
    if method == 'or' and isinstance(x, dict):
        result = x.copy()
        result.update(y)
        return result
    if method in ('or', 'and', 'sub', 'xor'):
        return set_operator(method, x, y)
    _unsupported(number, x, y)


def negative(x):
    return _special(x, '__neg__')(x)


def positive(x):
    return _special(x, '__pos__')(x)


def inverted(x):
    return _special(x, '__invert__')(x)


def comparison(x, y, method, reflected, number):
    left = _special(x, '__' + method + '__')
    right = _special(y, '__' + reflected + '__')
    if right is not None and type(x) is not type(y) and issubclass(type(y), type(x)):
        result = right(y, x)
        if result is not NotImplemented:
            return result
        right = None
    if left is not None:
        result = left(x, y)
        if result is not NotImplemented:
            return result
    if right is not None:
        result = right(y, x)
        if result is not NotImplemented:
            return result
    if method == 'ne':
        result = equality(x, y)
        if result:
            return False
        return True
    if method == 'eq':
        return equality(x, y)
    if left is not None or right is not None:
        _not_ordered(number, x, y)
    return native_order(x, y, method, number)


ORDERINGS = ('eq', 'ne', 'lt', 'le', 'gt', 'ge')
REFLECTED = ('eq', 'ne', 'gt', 'ge', 'lt', 'le')


def comparison_rest(x, y, number):
    right = _special(y, '__' + REFLECTED[number] + '__')
    if right is not None:
        result = right(y, x)
        if result is not NotImplemented:
            return result
    if number == 0:
        return x is y
    if number == 1:
        return x is not y
    _not_ordered(number, x, y)


def equality(x, y):
    left = _special(x, '__eq__')
    if left is not None:
        result = left(x, y)
        if result is not NotImplemented:
            return result
    right = _special(y, '__eq__')
    if right is not None:
        result = right(y, x)
        if result is not NotImplemented:
            return result
    if left is not None or right is not None:
        return x is y
    return native_equality(x, y)


def native_equality(x, y):
    if isinstance(x, list) and isinstance(y, list) or isinstance(x, tuple) and isinstance(y, tuple):
        if len(x) != len(y):
            return False
        for i in range(len(x)):
            a = x[i]
            b = y[i]
            if not (a is b or a == b):
                return False
        return True
    if isinstance(x, dict) and isinstance(y, dict):
        if len(x) != len(y):
            return False
        for key in x:
            place = find(y, key)
            if place < 0:
                return False
            a = x[key]
            b = _table_value(y, place)
            if not (a is b or a == b):
                return False
        return True
    if is_set_like(x) and is_set_like(y):
        if len(x) != len(y):
            return False
        for element in x:
            if element not in y:
                return False
        return True
    return x is y


def is_set_like(x):
    return isinstance(x, (set, frozenset)) or type(x).__name__ in ('dict_keys', 'dict_items')


def native_order(x, y, method, number):
    if isinstance(x, list) and isinstance(y, list) or isinstance(x, tuple) and isinstance(y, tuple):
        for i in range(min(len(x), len(y))):
            a = x[i]
            b = y[i]
            if not (a is b or a == b):
                if number == 2:
                    return a < b
                if number == 3:
                    return a <= b
                if number == 4:
                    return a > b
                return a >= b
        if number == 2:
            return len(x) < len(y)
        if number == 3:
            return len(x) <= len(y)
        if number == 4:
            return len(x) > len(y)
        return len(x) >= len(y)
    if is_set_like(x) and is_set_like(y):
        if number == 2:
            return len(x) < len(y) and is_subset(x, y)
        if number == 3:
            return is_subset(x, y)
        if number == 4:
            return len(x) > len(y) and is_subset(y, x)
        return is_subset(y, x)
    _not_ordered(number, x, y)


def is_subset(x, y):
    for element in x:
        if element not in y:
            return False
    return True


# --- classes and attributes

def raise_class(type, cause):
    exception = type()
    if not isinstance(exception, BaseException):
        raise TypeError("exceptions must derive from BaseException")
    if cause is ...:
        raise exception
    raise exception from cause


def generator_throw(self, type, value=None, traceback=None):
    return self.throw(type())


def construct(cls, /, *arguments, **keywords):
    instance = cls.__new__(cls, *arguments, **keywords)
    if isinstance(instance, cls):
        initialize = _special(instance, '__init__')
        if initialize is not None:
            initialize(instance, *arguments, **keywords)
    return instance


def call_attribute(x, name, arguments):
    return _getattr(x, name)(*arguments)


def do_getattr(x, name, default=_missing):
    if default is _missing:
        return _getattr(x, name)
    try:
        return _getattr(x, name)
    except AttributeError:
        return default


def do_hasattr(x, name):
    try:
        _getattr(x, name)
    except AttributeError:
        return False
    return True


def object___str__(self):
    return repr(self)


def object___ne__(self, other):
    result = self.__eq__(other)
    if result is NotImplemented:
        return result
    return not result


def object___setattr__(self, name, value):
    _set_attribute(self, name, value)


def object___delattr__(self, name):
    if not _remove_attribute(self, name):
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")


def object___format__(self, specification):
    if specification:
        raise TypeError(f"unsupported format string passed to {type(self).__name__}.__format__")
    return str(self)


def object___hash__(self):
    return _identity_hash(self)


def object___repr__(self):
    return _plain_repr(self)


def list___repr__(self):
    return represented(list(self), [self])


def tuple___repr__(self):
    return represented(tuple(list(self)), [self])


def dict___repr__(self):
    return represented(_copy_dict(self), [self])


def list___eq__(self, other):
    return native_equality(self, other)


def list___contains__(self, element):
    for other in list.__iter__(self):
        if other is element or other == element:
            return True
    return False


tuple___eq__ = list___eq__
dict___eq__ = list___eq__


def tuple___hash__(self):
    return hash(tuple(list(self)))


def BaseException___repr__(self):
    return type(self).__name__ + sequence_repr(self.args, [])


def do_hash(x):
    method = _special(x, '__hash__')
    if method is not None:
        result = method(x)
        if not isinstance(result, int):
            raise TypeError("__hash__ method should return an integer")
        return hash(result)
    if isinstance(x, tuple):
        result = len(x)
        for element in x:
            result = _combine_hashes(result, hash(element))
        return result
    if _special(x, '__eq__') is not None:
        raise TypeError(f"unhashable type: '{type(x).__name__}'")
    return _identity_hash(x)


def do_len(x):
    result = _special(x, '__len__')(x)
    if not isinstance(result, int):
        raise TypeError(f"'{type(result).__name__}' object cannot be interpreted as an integer")
    if result < 0:
        raise ValueError("__len__() should return >= 0")
    return result


# --- texts

def do_repr(x):
    return represented(x, [])


def represented(x, active):
    method = _special(x, '__repr__')
    if method is not None:
        result = method(x)
        if not isinstance(result, str):
            raise TypeError(f"__repr__ returned non-string (type {type(result).__name__})")
        return result
    if isinstance(x, str):
        return _quoted(x)
    if isinstance(x, (list, tuple, dict, set, frozenset)):
        for other in active:
            if other is x:
                return '[...]' if isinstance(x, list) else '(...)' if isinstance(x, tuple) else '{...}'
        inner = active + [x]
        if isinstance(x, list):
            return '[' + elements(x, inner) + ']'
        if isinstance(x, tuple):
            return sequence_repr(x, inner)
        if isinstance(x, dict):
            parts = []
            for key, value in x.items():
                parts.append(represented(key, inner) + ': ' + represented(value, inner))
            return '{' + ', '.join(parts) + '}'
        if not x:
            return type(x).__name__ + '()'
        if type(x) is set:
            return '{' + elements(x, inner) + '}'
        return type(x).__name__ + '({' + elements(x, inner) + '})'
    if isinstance(x, int) and not isinstance(x, bool):
        return decimal(x)
    if isinstance(x, BaseException):
        return type(x).__name__ + sequence_repr(x.args, active).replace(',)', ')')
    kind = _awaitable_kind(x)
    if kind is not None:
        return kind + '(' + awaitable_arguments(kind, _awaitable_arguments(x), active) + ')'
    name = type(x).__name__
    if name == 'method':
        return f"<bound method {x.__qualname__} of {represented(x.__self__, active)}>"
    if name in ('dict_keys', 'dict_values', 'dict_items'):
        return name + '([' + elements(x, active) + '])'
    if name == 'slice':
        return f"slice({x.start!r}, {x.stop!r}, {x.step!r})"
    return _plain_repr(x)


def elements(x, active):
    return ', '.join([represented(element, active) for element in x])


def awaitable_arguments(kind, arguments, active):
    if kind != 'job':
        return elements(arguments, active)
    computation, program, input = arguments
    if computation is None:
        parts = ['program=' + represented(program, active)]
        if input:
            parts.append('input=' + represented(input, active))
    else:
        parts = [represented(computation, active)]
        for name, value in input.items():
            parts.append(name + '=' + represented(value, active))
    return ', '.join(parts)


def sequence_repr(x, active):
    if len(x) == 1:
        return '(' + represented(x[0], active) + ',)'
    return '(' + elements(x, active) + ')'


def do__plain_repr(x):
    return '<' + type(x).__name__ + ' object>'


def do_str(x=''):
    method = _special(x, '__str__')
    if method is not None:
        result = method(x)
        if not isinstance(result, str):
            raise TypeError(f"__str__ returned non-string (type {type(result).__name__})")
        return result
    if isinstance(x, BaseException):
        arguments = x.args
        if len(arguments) == 0:
            return ''
        if len(arguments) == 1:
            return repr(arguments[0]) if isinstance(x, KeyError) else str(arguments[0])
        return repr(arguments)
    return represented(x, [])


def BaseException___str__(self):
    arguments = self.args
    if len(arguments) == 1:
        return repr(arguments[0]) if isinstance(self, KeyError) else str(arguments[0])
    return repr(arguments) if arguments else ''


def do_ascii(x):
    return _ascii(repr(x))


def do_format(value, specification=''):
    return format_value(value, specification)


def format_value(value, specification):
    method = _special(value, '__format__')
    if method is not None:
        result = method(value, specification)
        if not isinstance(result, str):
            raise TypeError(f"__format__ must return a str, not {type(result).__name__}")
        return result
    if isinstance(value, int):
        plain = specification.replace('d', '').replace('n', '')
        return format(decimal(value), ('>' if plain and plain[0].isdigit() else '') + plain)
    if specification == '':
        return str(value)
    raise TypeError(f"unsupported format string passed to {type(value).__name__}.__format__")


def format_converted(value, conversion, specification):
    if conversion == 's':
        text = str(value)
    elif conversion == 'r':
        text = repr(value)
    else:
        text = ascii(value)
    return format(text, specification)


def do_print(*values, sep=' ', end='\n', file=None, flush=False):
    if sep is None:
        sep = ' '
    elif not isinstance(sep, str):
        raise TypeError(f"sep must be None or a string, not {type(sep).__name__}")
    if end is None:
        end = '\n'
    elif not isinstance(end, str):
        raise TypeError(f"end must be None or a string, not {type(end).__name__}")
    if file is not None:
        raise TypeError("print to a file is not supported")
    _write(sep.join([str(value) for value in values]) + end)


# --- long integers

def long_divmod(x, y):
    if x < 0:
        if y < 0:
            quotient, remainder = divide_positive(-x, -y)
            return quotient, -remainder
        quotient, remainder = divide_positive(-x, y)
        if remainder:
            return -quotient - 1, y - remainder
        return -quotient, 0
    if y < 0:
        quotient, remainder = divide_positive(x, -y)
        if remainder:
            return -quotient - 1, remainder + y
        return -quotient, 0
    return divide_positive(x, y)


def divide_positive(x, y):
    if x < y:
        return 0, x
    precision = _bits(x) - _bits(y) + 5
    return divide_by_inverse(x, y, inverse(y, precision), precision)


def inverse(y, precision):
    # About 2**(bits(y) + precision) / y, by Newton's iteration (Brent and Zimmermann, Modern Computer Arithmetic, 2010).
    bits = _bits(y)
    if bits > precision + 6:
        y = y >> (bits - precision - 6)
        bits = precision + 6
    if precision <= 8000:
        return (1 << (bits + precision)) // y
    half = (precision >> 1) + 6
    x = inverse(y, half)
    return (x << (precision - half + 1)) - ((y * (x * x)) >> (bits + 2 * half - precision))


def divide_by_inverse(x, y, inverse_of_y, precision):
    cut = max(0, _bits(y) - precision - 2)
    quotient = ((x >> cut) * inverse_of_y) >> (_bits(y) - cut + precision)
    remainder = x - quotient * y
    while remainder < 0:
        quotient -= 1
        remainder += y
    while remainder >= y:
        quotient += 1
        remainder -= y
    return quotient, remainder


def long_power(x, y):
    if y < 0:
        return float(x) ** float(y)
    shift = 0
    while y and not x & 1 and x:
        x >>= 1
        shift += 1
    result = 1
    for i in range(y.bit_length() - 1, -1, -1):
        result = result * result
        if (y >> i) & 1:
            result = result * x
    return result << (shift * y) if shift else result


def decimal(x):
    if x < 0:
        return '-' + decimal(-x)
    if _bits(x) < 30000:
        return str(x)
    # The powers 10**(9000 * 2**k), and their inverses.
    width = 9000
    power = 10 ** width
    powers = []
    while True:
        powers.append((width, power))
        if 2 * _bits(power) > _bits(x) + 1:
            break
        width *= 2
        power = power * power
    inverses = [None] * len(powers)
    return decimal_part(x, len(powers) - 1, 0, powers, inverses)


def decimal_part(x, level, width, powers, inverses):
    while level >= 0 and x < powers[level][1]:
        if width > powers[level][0]:
            return '0' * (width - powers[level][0]) + decimal_part(x, level - 1, powers[level][0], powers, inverses)
        level -= 1
    if level < 0:
        return _digits(x, width)
    size, power = powers[level]
    if _bits(x) > 2 * _bits(power):
        quotient, remainder = long_divmod(x, power)
    else:
        precision = _bits(power) + 5
        if inverses[level] is None:
            inverses[level] = inverse(power, precision)
        quotient, remainder = divide_by_inverse(x, power, inverses[level], precision)
    high = decimal_part(quotient, level - 1 if quotient < power else level, max(0, width - size), powers, inverses)
    return high + decimal_part(remainder, level - 1, size, powers, inverses)


def parse_decimal(digits):
    if len(digits) <= 9000:
        return int(digits)
    half = 9000
    while half * 2 < len(digits):
        half *= 2
    return parse_decimal(digits[:-half]) * 10 ** half + parse_decimal(digits[-half:])


def do_int(x=0, base=None):
    if isinstance(x, str):
        digits = x.strip().replace('_', '')
        negative = digits.startswith('-')
        digits = digits.lstrip('+-')
        if base in (None, 0, 10):
            value = parse_decimal(digits)
        else:
            value = parse_base(digits, base)
        return -value if negative else value
    for name in ('__int__', '__index__', '__trunc__'):
        method = _special(x, name)
        if method is not None:
            result = method(x)
            if not isinstance(result, int):
                raise TypeError(f"{name} returned non-int (type {type(result).__name__})")
            return int(result)
    raise TypeError(f"int() argument must be a string, a bytes-like object or a real number, not '{type(x).__name__}'")


def parse_base(digits, base):
    if len(digits) <= 9000:
        return int(digits, base)
    half = len(digits) // 2
    return parse_base(digits[:-half], base) * base ** half + parse_base(digits[-half:], base)


def index(x):
    if isinstance(x, int):
        return x
    method = _special(x, '__index__')
    if method is None:
        raise TypeError(f"'{type(x).__name__}' object cannot be interpreted as an integer")
    return method(x)


def do_float(x):
    method = _special(x, '__float__')
    if method is not None:
        result = method(x)
        if not isinstance(result, float):
            raise TypeError(f"{type(x).__name__}.__float__ returned non-float (type {type(result).__name__})")
        return result
    return float(index(x))


def do_range(first, second=_missing, third=_missing):
    if second is _missing:
        return range(index(first))
    if third is _missing:
        return range(index(first), index(second))
    return range(index(first), index(second), index(third))


def do_abs(x):
    return _special(x, '__abs__')(x)


def do_bin(x):
    return bin(index(x))


def do_oct(x):
    return oct(index(x))


def do_hex(x):
    return hex(index(x))


def do_round(number, ndigits=None):
    method = _special(number, '__round__')
    if method is not None:
        return method(number) if ndigits is None else method(number, ndigits)
    unit = 10 ** -ndigits
    quotient = number // unit
    remainder = number - quotient * unit
    if 2 * remainder > unit or 2 * remainder == unit and quotient & 1:
        quotient += 1
    return quotient * unit


def do__math_floor(x):
    method = _special(x, '__floor__')
    if method is not None:
        return method(x)
    return _math_floor(float(x))


def do__math_ceil(x):
    method = _special(x, '__ceil__')
    if method is not None:
        return method(x)
    return _math_ceil(float(x))


def do__math_gcd(x, y):
    x = abs(x)
    y = abs(y)
    while y:
        x, y = y, x % y
    return x


def do__math_isqrt(n):
    # Zimmermann, Karatsuba Square Root, 1999, in the form of a recursion on precision.
    bits = n.bit_length()
    if bits <= 16000:
        return _math_isqrt(n)
    shift = (bits - 1) // 4 & ~1
    root = do__math_isqrt(n >> (2 * shift))
    root = (root << shift) + (n - (root * root << (2 * shift))) // (root << (shift + 1))
    while root * root > n:
        root -= 1
    while (root + 1) * (root + 1) <= n:
        root += 1
    return root


# --- iteration

def do_iter(x, sentinel=_missing):
    if sentinel is not _missing:
        return callable_iterator(x, sentinel)
    method = _special(x, '__iter__')
    if method is not None:
        iterator = method(x)
        if not _is_iterator(iterator):
            raise TypeError(f"iter() returned non-iterator of type '{type(iterator).__name__}'")
        return iterator
    if _special(x, '__getitem__') is not None:
        return sequence_iterator(x)
    raise TypeError(f"'{type(x).__name__}' object is not iterable")


@_iterator
def callable_iterator(function, sentinel):
    while True:
        value = function()
        if value == sentinel:
            return
        yield value


@_iterator
def sequence_iterator(x):
    i = 0
    while True:
        try:
            value = x[i]
        except IndexError:
            return
        yield value
        i += 1


def do_next(iterator, default=_missing):
    method = _special(iterator, '__next__')
    if method is None:
        raise TypeError(f"'{type(iterator).__name__}' object is not an iterator")
    if default is _missing:
        return method(iterator)
    try:
        return method(iterator)
    except StopIteration:
        return default


def delegate(iterator):
    while True:
        try:
            value = next(iterator)
        except StopIteration as stop:
            return stop.value
        try:
            sent = yield value
        except GeneratorExit:
            close = getattr(iterator, 'close', None)
            if close is not None:
                close()
            raise
        except BaseException as exception:
            throw = getattr(iterator, 'throw', None)
            if throw is None:
                raise
            throw(exception)
        else:
            while sent is not None:
                try:
                    value = iterator.send(sent)
                except StopIteration as stop:
                    return stop.value
                sent = yield value


def unpack(value, count):
    iterator = iter(value)
    if count < 0:
        result = list(iterator)
        least = -count - 1
        if len(result) < least:
            raise ValueError(f"not enough values to unpack (expected at least {least}, got {len(result)})")
        return result
    result = []
    for element in iterator:
        if len(result) == count:
            raise ValueError(f"too many values to unpack (expected {count})")
        result.append(element)
    if len(result) < count:
        raise ValueError(f"not enough values to unpack (expected {count}, got {len(result)})")
    return result


def do_reversed(x):
    method = _special(x, '__reversed__')
    if method is not None:
        return method(x)
    if _special(x, '__getitem__') is None or _special(x, '__len__') is None:
        raise TypeError(f"'{type(x).__name__}' object is not reversible")
    return reversed_iterator(x)


@_iterator
def reversed_iterator(x):
    i = len(x) - 1
    while i >= 0:
        yield x[i]
        i -= 1


def do_enumerate(iterable, start=0):
    return enumerate_iterator(iter(iterable), start)


@_iterator
def enumerate_iterator(iterator, number):
    for element in iterator:
        yield number, element
        number += 1


def do_zip(*iterables, strict=False):
    return zip_iterator([iter(iterable) for iterable in iterables], strict)


@_iterator
def zip_iterator(iterators, strict):
    if not iterators:
        return
    while True:
        row = []
        for iterator in iterators:
            try:
                row.append(next(iterator))
            except StopIteration:
                if strict:
                    zip_check(iterators, row)
                return
        yield tuple(row)


def zip_check(iterators, row):
    n = len(row)
    if n:
        plural = " " if n == 1 else "s 1-"
        raise ValueError(f"zip() argument {n + 1} is shorter than argument{plural}{n}")
    for i in range(1, len(iterators)):
        try:
            next(iterators[i])
        except StopIteration:
            continue
        plural = " " if i == 1 else "s 1-"
        raise ValueError(f"zip() argument {i + 1} is longer than argument{plural}{i}")


def extreme(name, arguments, key, default, is_better):
    if len(arguments) == 1:
        values = arguments[0]
    else:
        values = arguments
        if default is not _missing:
            raise TypeError(f"Cannot specify a default for {name}() with multiple positional arguments")
    best = _missing
    best_key = None
    for value in values:
        value_key = value if key is None else key(value)
        if best is _missing or is_better(value_key, best_key):
            best = value
            best_key = value_key
    if best is _missing:
        if default is _missing:
            raise ValueError(f"{name}() arg is an empty sequence")
        return default
    return best


def do_min(*arguments, key=None, default=_missing):
    return extreme('min', arguments, key, default, lambda x, y: x < y)


def do_max(*arguments, key=None, default=_missing):
    return extreme('max', arguments, key, default, lambda x, y: x > y)


def do_sum(iterable, start=0):
    if isinstance(start, str):
        raise TypeError("sum() can't sum strings [use ''.join(seq) instead]")
    if isinstance(start, bytes):
        raise TypeError("sum() can't sum bytes [use b''.join(seq) instead]")
    for element in iterable:
        start = start + element
    return start


# --- tables: dicts and sets

def find(owner, key):
    code = hash(key)
    place = _table_start(owner, code)
    while True:
        place = _table_candidate(owner, code, place)
        if place < 0:
            return -1
        other = _table_key(owner, place)
        if other is key:
            return place
        is_equal = other == key
        if _table_key(owner, place) is not other:  # the comparison has changed the table
            place = _table_start(owner, code)
        elif is_equal:
            return place
        else:
            place += 1


def put(owner, key, value):
    place = find(owner, key)
    if place < 0:
        _table_add(owner, hash(key), key, value)
    else:
        _table_store(owner, place, value)


def subscript(x, i):
    method = _special(x, '__getitem__')
    if method is not None:
        return method(x, i)
    if isinstance(x, dict):
        return dict___getitem__(x, i)
    return x[index(i)]


def store_subscript(x, i, value):
    method = _special(x, '__setitem__')
    if method is not None:
        method(x, i, value)
    elif isinstance(x, dict):
        put(x, i, value)
    else:
        list___setitem__(x, i, value)


def delete_subscript(x, i):
    method = _special(x, '__delitem__')
    if method is not None:
        method(x, i)
    elif isinstance(x, dict):
        dict___delitem__(x, i)
    else:
        start, step, count = _slice_bounds(i, len(x))
        if step == 1:
            _list_replace(x, start, start + count, [])
        else:
            dropped = range(start, start + count * step, step)
            kept = [x[k] for k in range(len(x)) if k not in dropped]
            _list_replace(x, 0, len(x), kept)


def contains(container, element):
    if isinstance(container, str):
        return container.find(element) >= 0
    if isinstance(container, (dict, set, frozenset)) and _special(container, '__iter__') is None:
        return find(container, element) >= 0
    if isinstance(container, bytes) and isinstance(element, bytes):
        return container.find(element) >= 0
    for other in container:
        if other is element or other == element:
            return True
    return False


def build_dict(pairs):
    result = {}
    for i in range(0, len(pairs), 2):
        put(result, pairs[i], pairs[i + 1])
    return result


def build_set(elements):
    result = set()
    for element in elements:
        set_add(result, element)
    return result


def merge_keywords(keywords, more, function):
    if not isinstance(more, dict) and not hasattr(more, 'keys'):
        raise TypeError(f"argument after ** must be a mapping, not {type(more).__name__}")
    for key in more.keys():
        if not isinstance(key, str):
            raise TypeError("keywords must be strings")
        if key in keywords:
            name = getattr(function, '__qualname__', 'function')
            raise TypeError(f"{name}() got multiple values for keyword argument '{key}'")
        keywords[key] = more[key]


def do_dict(source=(), /, **more):
    result = {}
    dict_update(result, source, **more)
    return result


def dict___init__(self, source=(), /, **more):
    dict_update(self, source, **more)


def dict_update(self, source=(), /, **more):
    if isinstance(source, dict):
        for key in source:
            dict.__setitem__(self, key, source[key])
    elif hasattr(source, 'keys'):
        for key in source.keys():
            dict.__setitem__(self, key, source[key])
    else:
        number = 0
        for pair in source:
            try:
                pair = list(pair)
            except TypeError:
                raise TypeError(
                    f"cannot convert dictionary update sequence element #{number} to a sequence") from None
            if len(pair) != 2:
                raise ValueError(
                    f"dictionary update sequence element #{number} has length {len(pair)}; 2 is required")
            dict.__setitem__(self, pair[0], pair[1])
            number += 1
    for key in more:
        dict.__setitem__(self, key, more[key])


def dict_fromkeys(cls, iterable, value=None, /):
    result = cls()
    for key in iterable:
        result[key] = value
    return result


def int_from_bytes(cls, bytes, byteorder='big', *, signed=False):
    return _int_from_bytes(do_bytes(bytes) if isinstance(bytes, list) else bytes, byteorder, signed)


def bytes_fromhex(cls, string, /):
    digits = ''.join(string.split())
    if len(digits) % 2:
        raise ValueError("non-hexadecimal number found in fromhex() arg at position " + str(len(string)))
    return bytes([int(digits[i:i + 2], 16) for i in range(0, len(digits), 2)])


def str_maketrans(x, y=None, z=None, /):
    if y is None:
        return {ord(key) if isinstance(key, str) else key: value for key, value in x.items()}
    if len(x) != len(y):
        raise ValueError("the first two maketrans arguments must have equal length")
    table = {ord(a): ord(b) for a, b in zip(x, y)}
    if z is not None:
        for c in z:
            table[ord(c)] = None
    return table


def dict_get(self, key, default=None):
    place = find(self, key)
    return default if place < 0 else _table_value(self, place)


def dict_setdefault(self, key, default=None):
    place = find(self, key)
    if place >= 0:
        return _table_value(self, place)
    put(self, key, default)
    return default


def dict_pop(self, key, default=_missing):
    place = find(self, key)
    if place < 0:
        if default is _missing:
            raise KeyError(key)
        return default
    value = _table_value(self, place)
    _table_remove(self, place)
    return value


def dict___contains__(self, key):
    return find(self, key) >= 0


def dict___getitem__(self, key):
    place = find(self, key)
    if place >= 0:
        return _table_value(self, place)
    missing = _special(self, '__missing__')
    if missing is not None:
        return missing(self, key)
    raise KeyError(key)


def dict___setitem__(self, key, value):
    put(self, key, value)


def dict___delitem__(self, key):
    place = find(self, key)
    if place < 0:
        raise KeyError(key)
    _table_remove(self, place)


def do_set(iterable):
    result = set()
    set_update(result, iterable)
    return result


def do_frozenset(iterable):
    return frozenset(do_set(iterable))


def set___init__(self, iterable):
    set_update(self, iterable)


def set_add(self, element):
    if find(self, element) < 0:
        _table_add(self, hash(element), element, element)


def set_update(self, *others):
    for other in others:
        for element in other:
            set.add(self, element)


def set_discard(self, element):
    place = find(self, element)
    if place >= 0:
        _table_remove(self, place)


def set_remove(self, element):
    place = find(self, element)
    if place < 0:
        raise KeyError(element)
    _table_remove(self, place)


def set___contains__(self, element):
    return find(self, element) >= 0


frozenset___contains__ = set___contains__


def set_operator(method, x, y):
    result = _set_combined(method, x, y)
    if result is not None:
        return result
    result = _empty_like(x)
    grow = set()
    if method == 'or':
        set_update(grow, x, y)
    elif method == 'and':
        for element in x:
            if element in y:
                grow.add(element)
    elif method == 'sub':
        for element in x:
            if element not in y:
                grow.add(element)
    else:
        for element in x:
            if element not in y:
                grow.add(element)
        for element in y:
            if element not in x:
                grow.add(element)
    return type(result)(grow) if isinstance(result, frozenset) else grow


def as_set(x):
    return x if isinstance(x, (set, frozenset)) else set(x)


def set_union(self, *others):
    result = self.copy()
    for other in others:
        result = set_operator('or', result, as_set(other))
    return result


def set_intersection(self, *others):
    result = self.copy()
    for other in others:
        result = set_operator('and', result, as_set(other))
    return result


def set_difference(self, *others):
    result = self.copy()
    for other in others:
        result = set_operator('sub', result, as_set(other))
    return result


def set_symmetric_difference(self, other):
    return set_operator('xor', self, as_set(other))


def set_issubset(self, other):
    return is_subset(self, as_set(other))


def set_issuperset(self, other):
    return is_subset(other, self)


def set_isdisjoint(self, other):
    for element in other:
        if element in self:
            return False
    return True


frozenset_union = set_union
frozenset_intersection = set_intersection
frozenset_difference = set_difference
frozenset_symmetric_difference = set_symmetric_difference
frozenset_issubset = set_issubset
frozenset_issuperset = set_issuperset
frozenset_isdisjoint = set_isdisjoint


def replace_elements(self, elements):
    elements = list(elements)
    _table_clear(self)
    for element in elements:
        set.add(self, element)


def set_intersection_update(self, *others):
    replace_elements(self, set_intersection(self, *others))


def set_difference_update(self, *others):
    replace_elements(self, set_difference(self, *others))


def set_symmetric_difference_update(self, other):
    replace_elements(self, set_symmetric_difference(self, other))


# --- lists and tuples

def do_list(iterable):
    result = []
    list_extend(result, iterable)
    return result


def do_tuple(iterable):
    return tuple(do_list(iterable))


def list___init__(self, iterable=()):
    list.clear(self)
    list_extend(self, iterable)


def list_extend(self, iterable):
    iterator = _native_iterator(iterable)
    if iterator is None:
        for element in iterable:
            list.append(self, element)
        return
    while True:
        chunk = _take(iterator, 2000)
        if not chunk:
            return
        list.extend(self, chunk)


def list_extend_by(self, other):
    self.extend(other)


def list___iadd__(self, iterable):
    list_extend(self, iterable)
    return self


def list___imul__(self, times):
    product = list(self) * times
    list.clear(self)
    list.extend(self, product)
    return self


def list___setitem__(self, i, value):
    values = list(value)
    start, step, count = _slice_bounds(i, len(self))
    if step == 1:
        _list_replace(self, start, start + count, values)
        return
    if len(values) != count:
        raise ValueError(f"attempt to assign sequence of size {len(values)} to extended slice of size {count}")
    for value in values:
        self[start] = value
        start += step


def list_remove(self, value):
    i = 0
    for element in self:
        if element is value or element == value:
            del self[i]
            return
        i += 1
    raise ValueError("list.remove(x): x not in list")


def list_index(self, value, start=0, stop=None):
    n = len(self)
    start = max(0, start + n) if start < 0 else start
    stop = n if stop is None else max(0, stop + n) if stop < 0 else min(stop, n)
    for i in range(start, stop):
        element = self[i]
        if element is value or element == value:
            return i
    if isinstance(self, tuple):
        raise ValueError("tuple.index(x): x not in tuple")
    raise ValueError(f"{value!r} is not in list")


tuple_index = list_index


def list_count(self, value):
    count = 0
    for element in self:
        if element is value or element == value:
            count += 1
    return count


tuple_count = list_count


def list_sort(self, *, key=None, reverse=False):
    items = _list_take(self)
    try:
        if reverse:
            items.reverse()
        if key is None:
            pairs = [(item, item) for item in items]
        else:
            pairs = [(key(item), item) for item in items]
        items = [pair[1] for pair in merge_sort(pairs)]
        if reverse:
            items.reverse()
    finally:
        if self:
            raise ValueError("list modified during sort")
        _list_give(self, items)


def merge_sort(pairs):
    runs = []
    for i in range(0, len(pairs), 1000):
        run = pairs[i:i + 1000]
        if not _sort_pairs(run):
            run = insertion_sort(run) if len(run) <= 8 else split_sort(run)
        runs.append(run)
    while len(runs) > 1:
        merged = []
        for i in range(0, len(runs) - 1, 2):
            merged.append(merge(runs[i], runs[i + 1]))
        if len(runs) & 1:
            merged.append(runs[-1])
        runs = merged
    return runs[0] if runs else []


def split_sort(run):
    if len(run) <= 8:
        return insertion_sort(run)
    half = len(run) // 2
    return merge(split_sort(run[:half]), split_sort(run[half:]))


def insertion_sort(run):
    for i in range(1, len(run)):
        pair = run[i]
        key = pair[0]
        j = i
        while j and key < run[j - 1][0]:
            run[j] = run[j - 1]
            j -= 1
        run[j] = pair
    return run


def merge(x, y):
    result = []
    i = 0
    j = 0
    while i < len(x) or j < len(y):
        places = _merge(x, i, y, j, result, 2000)
        if places is None:
            if i == len(x):
                result.append(y[j])
                j += 1
            elif j == len(y) or not (y[j][0] < x[i][0]):
                result.append(x[i])
                i += 1
            else:
                result.append(y[j])
                j += 1
        else:
            i, j = places
    return result


# --- strings

def str_join(self, iterable):
    parts = list(iterable)
    while len(parts) > 4000:
        joined = []
        for i in range(0, len(parts), 4000):
            joined.append(self.join(parts[i:i + 4000]))
        parts = joined
    return self.join(parts)


def str_replace(self, old, new, count=-1):
    # The old text is empty: the new one goes before each character and to the end.
    if count < 0 or count > len(self):
        return new + new.join(list(self)) + (new if self else '')
    if count == 0:
        return self
    return new + new.join(list(self[:count - 1])) + (new if count > 1 else '') + self[count - 1:]


def str_translate(self, table):
    result = []
    for character in self:
        try:
            value = table[ord(character)]
        except LookupError:
            result.append(character)
            continue
        if value is not None:
            result.append(chr(value) if isinstance(value, int) else value)
    return ''.join(result)


def str_format(self, /, *arguments, **keywords):
    return formatted(self, arguments, keywords, [0], 2)


def str_format_map(self, mapping):
    return formatted(self, (), mapping, [0], 2)


def formatted(text, arguments, keywords, counter, depth):
    if depth < 0:
        raise ValueError("Max string recursion exceeded")
    result = []
    i = 0
    n = len(text)
    while i < n:
        c = text[i]
        if c == '{':
            if i + 1 < n and text[i + 1] == '{':
                result.append('{')
                i += 2
                continue
            end = field_end(text, i + 1)
            result.append(field(text[i + 1:end], arguments, keywords, counter, depth))
            i = end + 1
        elif c == '}':
            if i + 1 < n and text[i + 1] == '}':
                result.append('}')
                i += 2
                continue
            raise ValueError("Single '}' encountered in format string")
        else:
            end = i
            while end < n and text[end] != '{' and text[end] != '}':
                end += 1
            result.append(text[i:end])
            i = end
    return ''.join(result)


def field_end(text, i):
    depth = 1
    while i < len(text):
        if text[i] == '{':
            depth += 1
        elif text[i] == '}':
            depth -= 1
            if depth == 0:
                return i
        i += 1
    if i == 1 or text.endswith('{'):
        raise ValueError("Single '{' encountered in format string")
    raise ValueError("expected '}' before end of string")


def field(text, arguments, keywords, counter, depth):
    specification = ''
    conversion = ''
    end = len(text)
    bracket = 0
    for i in range(len(text)):
        c = text[i]
        if c == '[':
            bracket += 1
        elif c == ']':
            bracket -= 1
        elif bracket == 0 and (c == ':' or c == '!'):
            end = i
            break
    name = text[:end]
    rest = text[end:]
    if rest.startswith('!'):
        conversion = rest[1:2]
        if conversion not in ('r', 's', 'a') or not conversion:
            raise ValueError(f"Unknown conversion specifier {conversion}" if conversion else "unmatched '{' in format spec")
        rest = rest[2:]
        if rest and not rest.startswith(':'):
            raise ValueError("expected ':' after conversion specifier")
    value = field_value(name, arguments, keywords, counter)
    if rest.startswith(':'):
        specification = formatted(rest[1:], arguments, keywords, counter, depth - 1)
    if conversion:
        return format_converted(value, conversion, specification)
    return format(value, specification)


def field_value(name, arguments, keywords, counter):
    end = 0
    while end < len(name) and name[end] not in '.[':
        end += 1
    first = name[:end]
    if first == '':
        if counter[0] < 0:
            raise ValueError("cannot switch from manual field specification to automatic field numbering")
        first = counter[0]
        counter[0] += 1
    elif first.isdigit():
        if counter[0] > 0:
            raise ValueError("cannot switch from automatic field numbering to manual field specification")
        counter[0] = -1
        first = int(first)
    if isinstance(first, int):
        if first >= len(arguments):
            raise IndexError(f"Replacement index {first} out of range for positional args tuple")
        value = arguments[first]
    else:
        value = keywords[first]
    rest = name[end:]
    while rest:
        if rest[0] == '.':
            end = 1
            while end < len(rest) and rest[end] not in '.[':
                end += 1
            value = getattr(value, rest[1:end])
            rest = rest[end:]
        else:
            end = rest.find(']')
            if end < 0:
                raise ValueError("Missing ']' in format string")
            key = rest[1:end]
            value = value[int(key) if key.isdigit() else key]
            rest = rest[end + 1:]
    return value


def percent(text, values):
    is_tuple = isinstance(values, tuple)
    is_mapping = isinstance(values, dict)
    used = 0
    result = []
    i = 0
    n = len(text)
    while i < n:
        end = text.find('%', i)
        if end < 0:
            result.append(text[i:])
            break
        result.append(text[i:end])
        i = end + 1
        value = _missing
        if i < n and text[i] == '(':
            if not is_mapping:
                raise TypeError("format requires a mapping")
            end = text.find(')', i)
            if end < 0:
                raise ValueError("incomplete format key")
            value = values[text[i + 1:end]]
            i = end + 1
        flags = ''
        while i < n and text[i] in '-+ #0':
            flags += text[i]
            i += 1
        width = ''
        if i < n and text[i] == '*':
            width, used = percent_argument(values, is_tuple, used)
            if width < 0:
                flags += '-'
                width = -width
            width = str(width)
            i += 1
        while i < n and text[i].isdigit():
            width += text[i]
            i += 1
        precision = None
        if i < n and text[i] == '.':
            i += 1
            precision = ''
            if i < n and text[i] == '*':
                precision, used = percent_argument(values, is_tuple, used)
                precision = str(precision)
                i += 1
            while i < n and text[i].isdigit():
                precision += text[i]
                i += 1
            precision = int(precision or '0')
        while i < n and text[i] in 'hlL':
            i += 1
        if i == n:
            raise ValueError("incomplete format")
        kind = text[i]
        i += 1
        if kind == '%':
            result.append('%')
            continue
        if value is _missing:
            value, used = percent_argument(values, is_tuple, used)
        result.append(percent_field(value, flags, width, precision, kind, i - 1))
    if is_tuple:
        if used < len(values):
            raise TypeError("not all arguments converted during string formatting")
    elif used == 0 and not is_mapping:
        raise TypeError("not all arguments converted during string formatting")
    return ''.join(result)


def percent_argument(values, is_tuple, used):
    if is_tuple:
        if used >= len(values):
            raise TypeError("not enough arguments for format string")
        return values[used], used + 1
    if used:
        raise TypeError("not enough arguments for format string")
    return values, 1


def percent_field(value, flags, width, precision, kind, place):
    left = '-' in flags
    sign = '+' if '+' in flags else ' ' if ' ' in flags else ''
    zero = '0' in flags and not left
    alternate = '#' if '#' in flags else ''
    if kind in 'sra':
        text = str(value) if kind == 's' else repr(value) if kind == 'r' else ascii(value)
        if precision is not None:
            text = text[:precision]
        return pad(text, width, left)
    if kind == 'c':
        text = chr(value) if isinstance(value, int) else value
        if not isinstance(text, str) or len(text) != 1:
            raise TypeError("%c requires int or char")
        return pad(text, width, left)
    if kind in 'diuoxX':
        if not isinstance(value, int):
            if kind in 'oxX' or not isinstance(value, float) and _special(value, '__int__') is None:
                need = "an integer" if kind in 'oxX' else "a real number"
                raise TypeError(f"%{kind} format: {need} is required, not {type(value).__name__}")
            value = int(value)
        digits = format(abs(value), 'd' if kind in 'diu' else kind)
        if precision is not None and len(digits) < precision:
            digits = '0' * (precision - len(digits)) + digits
        prefix = '-' if value < 0 else sign
        if alternate and kind in 'oxX':
            prefix += '0' + kind
        if zero and width and precision is None:
            digits = '0' * (int(width) - len(prefix) - len(digits)) + digits
        return pad(prefix + digits, width, left)
    if kind in 'eEfFgG':
        if not isinstance(value, (int, float)):
            if _special(value, '__float__') is None:
                raise TypeError(f"must be real number, not {type(value).__name__}")
        value = float(value)
        point = '.' + str(6 if precision is None else precision)
        fill = '0' + width if zero and width else ''
        return pad(format(value, sign + alternate + fill + point + kind), width, left)
    raise ValueError(f"unsupported format character '{kind}' ({hex(ord(kind))}) at index {place}")


def pad(text, width, left):
    if not width:
        return text
    return text.ljust(int(width)) if left else text.rjust(int(width))


def do_bytes(source, encoding='utf-8', errors='strict'):
    if isinstance(source, str):
        return source.encode(encoding)
    return bytes(list(source))


def bytes_join(self, parts):
    return _octets(_latin(self).join([_latin(part) for part in parts]))


def bytes_split(self, separator):
    return [_octets(part) for part in _latin(self).split(_latin(separator))]


def bytes_find(self, part):
    return _latin(self).find(chr(part) if isinstance(part, int) else _latin(part))


def bytes_replace(self, old, new):
    return _octets(_latin(self).replace(_latin(old), _latin(new)))


def bytes_count(self, part):
    return _latin(self).count(_latin(part)) if isinstance(part, bytes) else list(self).count(part)


# --- match

def _match_sequence(subject, before, after):
    if isinstance(subject, (str, bytes)) or not isinstance(subject, (list, tuple, range)):
        if not hasattr(type(subject), '__getitem__') or isinstance(subject, (str, bytes, dict)):
            return None
        if type(subject).__name__ != 'deque':
            return None
    values = list(subject)
    if after < 0:
        return values if len(values) == before else None
    if len(values) < before + after:
        return None
    end = len(values) - after
    return values[:before] + [values[before:end]] + values[end:]


def _match_mapping(subject, keys, rest):
    if not isinstance(subject, dict):
        return None
    values = []
    for key in keys:
        value = subject.get(key, _missing)
        if value is _missing:
            return None
        values.append(value)
    if rest:
        others = dict(subject)
        for key in keys:
            del others[key]
        values.append(others)
    return values


def _match_class(subject, type, count, names):
    if not isinstance(subject, type):
        return None
    values = []
    if count:
        if type in (bool, bytes, dict, float, frozenset, int, list, set, str, tuple):
            if count > 1:
                raise TypeError(f"{type.__name__}() accepts 1 positional sub-pattern ({count} given)")
            values.append(subject)
        else:
            arguments = getattr(type, '__match_args__', ())
            if count > len(arguments):
                raise TypeError(
                    f"{type.__name__}() accepts {len(arguments)} positional sub-patterns ({count} given)")
            for i in range(count):
                value = getattr(subject, arguments[i], _missing)
                if value is _missing:
                    return None
                values.append(value)
    for name in names:
        value = getattr(subject, name, _missing)
        if value is _missing:
            return None
        values.append(value)
    return values


# --- jobs

def run_main(main, keywords):
    result = main(**keywords)
    if not _is_generator(result):
        return result
    try:
        value = next(result)
        while True:
            answer = _step(value)
            if answer is None:
                value = next(result)
            elif answer[0]:
                value = result.throw(answer[1])
            else:
                value = result.send(answer[1])
    except StopIteration as stop:
        return stop.value
