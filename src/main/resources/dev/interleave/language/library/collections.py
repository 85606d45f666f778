# More kinds of containers.

class _Missing:
    __slots__ = ()


_missing = _Missing()


class OrderedDict(dict):
    def popitem(self, last=True):
        if not self:
            raise KeyError('dictionary is empty')
        if last:
            return dict.popitem(self)
        return _table_first(self)

    def move_to_end(self, key, last=True):
        _table_move(self, key, last)

    def copy(self):
        return type(self)(self)

    def __eq__(self, other):
        if isinstance(other, OrderedDict):
            return list(self.items()) == list(other.items())
        return dict(self) == other

    def __repr__(self):
        if not self:
            return f'{type(self).__name__}()'
        return f'{type(self).__name__}({list(self.items())!r})'


class defaultdict(dict):
    __slots__ = ('default_factory',)

    def __init__(self, default_factory=None, /, *args, **keywords):
        if default_factory is not None and not callable(default_factory):
            raise TypeError('first argument must be callable or None')
        dict.__init__(self, *args, **keywords)
        self.default_factory = default_factory

    def __missing__(self, key):
        factory = self.default_factory
        if factory is None:
            raise KeyError(key)
        value = factory()
        self[key] = value
        return value

    def copy(self):
        return type(self)(self.default_factory, self)

    def __repr__(self):
        return f'{type(self).__name__}({self.default_factory!r}, {dict(self)!r})'


class Counter(dict):
    def __init__(self, iterable=None, /, **keywords):
        dict.__init__(self)
        self.update(iterable, **keywords)

    def __missing__(self, key):
        return 0

    def update(self, iterable=None, /, **keywords):
        if iterable is not None:
            if isinstance(iterable, dict):
                for key, number in iterable.items():
                    self[key] = self.get(key, 0) + number
            else:
                for key in iterable:
                    self[key] = self.get(key, 0) + 1
        for key in keywords:
            self[key] = self.get(key, 0) + keywords[key]

    def subtract(self, iterable=None, /, **keywords):
        if iterable is not None:
            if isinstance(iterable, dict):
                for key, number in iterable.items():
                    self[key] = self.get(key, 0) - number
            else:
                for key in iterable:
                    self[key] = self.get(key, 0) - 1
        for key in keywords:
            self[key] = self.get(key, 0) - keywords[key]

    def most_common(self, n=None):
        result = sorted(self.items(), key=lambda item: item[1], reverse=True)
        return result if n is None else result[:max(0, n)]

    def elements(self):
        for key, number in self.items():
            for i in range(number):
                yield key

    def total(self):
        return sum(self.values())

    def copy(self):
        return type(self)(self)

    def __delitem__(self, key):
        if key in self:
            dict.__delitem__(self, key)

    def __eq__(self, other):
        if not isinstance(other, Counter):
            return dict(self) == other
        return all([self[key] == other[key] for key in list(self) + list(other)])

    def __add__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self._combined(other, lambda x, y: x + y)

    def __sub__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self._combined(other, lambda x, y: x - y)

    def __or__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self._combined(other, lambda x, y: x if x > y else y)

    def __and__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self._combined(other, lambda x, y: x if x < y else y)

    def __iadd__(self, other):
        for key, number in other.items():
            self[key] += number
        return self._positive()

    def __isub__(self, other):
        for key, number in other.items():
            self[key] -= number
        return self._positive()

    def __pos__(self):
        return self._combined(Counter(), lambda x, y: x)

    def __neg__(self):
        return Counter()._combined(self, lambda x, y: -y)

    def _combined(self, other, function):
        result = Counter()
        for key in self:
            number = function(self[key], other[key])
            if number > 0:
                result[key] = number
        for key in other:
            if key not in self:
                number = function(0, other[key])
                if number > 0:
                    result[key] = number
        return result

    def _positive(self):
        for key in [key for key in self if not self[key] > 0]:
            del self[key]
        return self

    def __repr__(self):
        if not self:
            return f'{type(self).__name__}()'
        return f'{type(self).__name__}({dict(self.most_common())!r})'


class deque:
    __slots__ = ('_items', '_first', '_end', '_maxlen')

    # The elements by number: a dict keeps those in use, from first to behind the last.
    def __init__(self, iterable=(), maxlen=None):
        if maxlen is not None and maxlen < 0:
            raise ValueError("maxlen must be non-negative")
        self._items = {}
        self._first = 0
        self._end = 0
        self._maxlen = maxlen
        self.extend(iterable)

    @property
    def maxlen(self):
        return self._maxlen

    def append(self, x):
        self._items[self._end] = x
        self._end += 1
        if self._maxlen is not None and self._end - self._first > self._maxlen:
            self.popleft()

    def appendleft(self, x):
        self._first -= 1
        self._items[self._first] = x
        if self._maxlen is not None and self._end - self._first > self._maxlen:
            self.pop()

    def pop(self):
        if self._first == self._end:
            raise IndexError("pop from an empty deque")
        self._end -= 1
        return self._items.pop(self._end)

    def popleft(self):
        if self._first == self._end:
            raise IndexError("pop from an empty deque")
        self._first += 1
        return self._items.pop(self._first - 1)

    def extend(self, iterable):
        if iterable is self:
            iterable = list(self)
        for x in iterable:
            self.append(x)

    def extendleft(self, iterable):
        if iterable is self:
            iterable = list(self)
        for x in iterable:
            self.appendleft(x)

    def clear(self):
        self._items.clear()
        self._first = 0
        self._end = 0

    def copy(self):
        return type(self)(self, self._maxlen)

    def count(self, x):
        number = 0
        for y in self:
            if y is x or y == x:
                number += 1
        return number

    def index(self, x, start=0, stop=None):
        n = len(self)
        start = max(0, start + n) if start < 0 else start
        stop = n if stop is None else stop + n if stop < 0 else min(stop, n)
        for i in range(start, stop):
            y = self._items[self._first + i]
            if y is x or y == x:
                return i
        raise ValueError(f"{x!r} is not in deque")

    def insert(self, i, x):
        if self._maxlen is not None and len(self) >= self._maxlen:
            raise IndexError("deque already at its maximum size")
        values = list(self)
        values.insert(i, x)
        self.clear()
        self.extend(values)

    def remove(self, value):
        values = list(self)
        try:
            values.remove(value)
        except ValueError:
            raise ValueError("deque.remove(x): x not in deque") from None
        self.clear()
        self.extend(values)

    def reverse(self):
        values = list(self)
        values.reverse()
        self.clear()
        self.extend(values)

    def rotate(self, n=1):
        size = len(self)
        if size < 2:
            return
        n %= size
        if n <= size // 2:
            for i in range(n):
                self.appendleft(self.pop())
        else:
            for i in range(size - n):
                self.append(self.popleft())

    def _place(self, i):
        if not isinstance(i, int):
            raise TypeError(f"sequence index must be integer, not '{type(i).__name__}'")
        size = self._end - self._first
        if i < 0:
            i += size
        if i < 0 or i >= size:
            raise IndexError("deque index out of range")
        return self._first + i

    def __getitem__(self, i):
        return self._items[self._place(i)]

    def __setitem__(self, i, x):
        self._items[self._place(i)] = x

    def __delitem__(self, i):
        place = self._place(i)
        values = list(self)
        del values[place - self._first]
        self.clear()
        self.extend(values)

    def __len__(self):
        return self._end - self._first

    def __bool__(self):
        return self._end != self._first

    def __iter__(self):
        return _deque_iterator(self)

    def __reversed__(self):
        return _deque_reverse_iterator(self)

    def __contains__(self, x):
        for y in self:
            if y is x or y == x:
                return True
        return False

    def __eq__(self, other):
        if not isinstance(other, deque):
            return NotImplemented
        return list(self) == list(other)

    def __lt__(self, other):
        if not isinstance(other, deque):
            return NotImplemented
        return list(self) < list(other)

    def __add__(self, other):
        if not isinstance(other, deque):
            raise TypeError(f'can only concatenate deque (not "{type(other).__name__}") to deque')
        result = self.copy()
        result.extend(other)
        return result

    def __iadd__(self, iterable):
        self.extend(iterable)
        return self

    def __mul__(self, n):
        result = type(self)((), self._maxlen)
        for i in range(n):
            result.extend(self)
        return result

    __rmul__ = __mul__

    def __repr__(self):
        if self._maxlen is None:
            return f'{type(self).__name__}({list(self)!r})'
        return f'{type(self).__name__}({list(self)!r}, maxlen={self._maxlen})'


@_iterator
def _deque_iterator(items):
    first = items._first
    end = items._end
    i = first
    while i < end:
        if items._first != first or items._end != end:
            raise RuntimeError("deque mutated during iteration")
        yield items._items[i]
        i += 1


@_iterator
def _deque_reverse_iterator(items):
    i = items._end - 1
    while i >= items._first:
        yield items._items[i]
        i -= 1


def namedtuple(typename, field_names, *, rename=False, defaults=None, module=None):
    if isinstance(field_names, str):
        field_names = field_names.replace(',', ' ').split()
    field_names = [str(name) for name in field_names]
    if rename:
        seen = set()
        for i in range(len(field_names)):
            name = field_names[i]
            if not name.isidentifier() or name.startswith('_') or name in seen:
                field_names[i] = f'_{i}'
            seen.add(name)
    for name in [typename] + field_names:
        if not name.isidentifier():
            raise ValueError(f'Type names and field names must be valid identifiers: {name!r}')
    seen = set()
    for name in field_names:
        if name.startswith('_') and not rename:
            raise ValueError(f'Field names cannot start with an underscore: {name!r}')
        if name in seen:
            raise ValueError(f'Encountered duplicate field name: {name!r}')
        seen.add(name)
    fields = tuple(field_names)
    default_values = {}
    if defaults is not None:
        defaults = tuple(defaults)
        if len(defaults) > len(fields):
            raise TypeError('Got more default values than field names')
        for name, value in zip(fields[len(fields) - len(defaults):], defaults):
            default_values[name] = value

    def __new__(cls, /, *args, **keywords):
        if len(args) > len(fields):
            raise TypeError(
                f"{typename}.__new__() takes {len(fields) + 1} positional arguments but {len(args) + 1} were given")
        values = list(args)
        missing = []
        for name in fields[len(args):]:
            if name in keywords:
                values.append(keywords.pop(name))
            elif name in default_values:
                values.append(default_values[name])
            else:
                missing.append(name)
        for name in keywords:
            if name in fields:
                raise TypeError(f"{typename}.__new__() got multiple values for argument '{name}'")
            raise TypeError(f"{typename}.__new__() got an unexpected keyword argument '{name}'")
        if missing:
            names = [repr(name) for name in missing]
            if len(names) == 1:
                text = names[0]
            elif len(names) == 2:
                text = names[0] + ' and ' + names[1]
            else:
                text = ', '.join(names[:-1]) + ', and ' + names[-1]
            plural = '' if len(names) == 1 else 's'
            raise TypeError(f"{typename}.__new__() missing {len(names)} required positional argument{plural}: {text}")
        return _tuple(cls, values)

    def __repr__(self):
        parts = [f'{name}={tuple.__getitem__(self, i)!r}' for i, name in enumerate(fields)]
        return f"{type(self).__name__}({', '.join(parts)})"

    def _asdict(self):
        return dict(zip(fields, tuple(self)))

    def _replace(self, /, **keywords):
        values = [keywords.pop(name, tuple.__getitem__(self, i)) for i, name in enumerate(fields)]
        if keywords:
            raise ValueError(f'Got unexpected field names: {list(keywords)!r}')
        return type(self)(*values)

    def _make(cls, iterable):
        return cls(*iterable)

    cls = _class(typename, tuple)
    _setattr(cls, '__slots__', ())
    _setattr(cls, '__new__', __new__)
    _setattr(cls, '__repr__', __repr__)
    _setattr(cls, '_asdict', _asdict)
    _setattr(cls, '_replace', _replace)
    _setattr(cls, '_make', classmethod(_make))
    _setattr(cls, '_fields', fields)
    _setattr(cls, '_field_defaults', default_values)
    _setattr(cls, '__match_args__', fields)
    for i, name in enumerate(fields):
        _setattr(cls, name, property(_item_getter(i)))
    return cls


def _item_getter(i):
    return lambda self: tuple.__getitem__(self, i)


class ChainMap:
    __slots__ = ('maps', '__dict__')

    def __init__(self, *maps):
        self.maps = list(maps) or [{}]

    def __getitem__(self, key):
        for mapping in self.maps:
            if key in mapping:
                return mapping[key]
        raise KeyError(key)

    def get(self, key, default=None):
        return self[key] if key in self else default

    def __contains__(self, key):
        return any([key in mapping for mapping in self.maps])

    def __setitem__(self, key, value):
        self.maps[0][key] = value

    def __delitem__(self, key):
        try:
            del self.maps[0][key]
        except KeyError:
            raise KeyError(f'Key not found in the first mapping: {key!r}') from None

    def __iter__(self):
        keys = {}
        for mapping in reversed(self.maps):
            keys.update(dict.fromkeys(mapping))
        return iter(keys)

    def __len__(self):
        return len(list(iter(self)))

    def new_child(self, m=None):
        return type(self)({} if m is None else m, *self.maps)

    @property
    def parents(self):
        return type(self)(*self.maps[1:])

    def keys(self):
        return list(self)

    def values(self):
        return [self[key] for key in self]

    def items(self):
        return [(key, self[key]) for key in self]

    def __repr__(self):
        return f"{type(self).__name__}({', '.join([repr(m) for m in self.maps])})"
