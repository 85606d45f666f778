# Functions of functions.

class _Missing:
    __slots__ = ()


_missing = _Missing()


def reduce(function, iterable, initial=_missing, /):
    iterator = iter(iterable)
    if initial is _missing:
        for initial in iterator:
            break
        else:
            raise TypeError("reduce() of empty iterable with no initial value")
    for element in iterator:
        initial = function(initial, element)
    return initial


class partial:
    __slots__ = ('func', 'args', 'keywords', '__dict__')

    def __init__(self, func, /, *args, **keywords):
        if not callable(func):
            raise TypeError("the first argument must be callable")
        if isinstance(func, partial):
            args = func.args + args
            merged = func.keywords.copy()
            merged.update(keywords)
            keywords = merged
            func = func.func
        self.func = func
        self.args = args
        self.keywords = keywords

    def __call__(self, /, *args, **keywords):
        merged = self.keywords.copy()
        merged.update(keywords)
        return self.func(*self.args, *args, **merged)

    def __repr__(self):
        parts = [repr(self.func)]
        parts.extend([repr(x) for x in self.args])
        parts.extend([f"{k}={v!r}" for k, v in self.keywords.items()])
        return 'functools.partial(' + ', '.join(parts) + ')'


def update_wrapper(wrapper, wrapped):
    for name in ('__module__', '__name__', '__qualname__', '__doc__'):
        value = getattr(wrapped, name, _missing)
        if value is not _missing and name in ('__name__', '__qualname__'):
            _setattr(wrapper, name, value)
    _setattr(wrapper, '__wrapped__', wrapped)
    return wrapper


def wraps(wrapped):
    return lambda wrapper: update_wrapper(wrapper, wrapped)


def _make_key(args, keywords, typed):
    if not keywords and not typed and len(args) == 1 and type(args[0]) in (int, str):
        return args[0]
    key = list(args)
    if keywords:
        key.append(_missing)
        for item in keywords.items():
            key.append(item)
    if typed:
        key.extend([type(x) for x in args])
        key.extend([type(x) for x in keywords.values()])
    return tuple(key)


class _lru_cache_wrapper:
    __slots__ = (
        '_function', '_maxsize', '_typed', '_results', '_hits', '_misses', '__wrapped__', '__name__', '__qualname__',
        '__dict__')

    _binds = True

    def __init__(self, function, maxsize, typed):
        self._function = function
        self._maxsize = maxsize
        self._typed = typed
        self._results = {}
        self._hits = 0
        self._misses = 0
        self.__wrapped__ = function
        self.__name__ = function.__name__
        self.__qualname__ = function.__qualname__

    def __call__(self, *args, **keywords):
        key = _make_key(args, keywords, self._typed)
        results = self._results
        result = results.get(key, _missing)
        if result is not _missing:
            self._hits += 1
            if self._maxsize is not None:
                _table_move(results, key, True)
            return result
        self._misses += 1
        result = self._function(*args, **keywords)
        if self._maxsize is None:
            results[key] = result
        elif self._maxsize > 0:
            if key not in results and len(results) >= self._maxsize:
                _table_first(results)
            results[key] = result
        return result

    def cache_clear(self):
        self._results.clear()
        self._hits = 0
        self._misses = 0

    def cache_info(self):
        return _CacheInfo(self._hits, self._misses, self._maxsize, len(self._results))


class CacheInfo(tuple):
    __slots__ = ()

    def __new__(cls, hits, misses, maxsize, currsize):
        return _tuple(cls, [hits, misses, maxsize, currsize])

    @property
    def hits(self):
        return tuple.__getitem__(self, 0)

    @property
    def misses(self):
        return tuple.__getitem__(self, 1)

    @property
    def maxsize(self):
        return tuple.__getitem__(self, 2)

    @property
    def currsize(self):
        return tuple.__getitem__(self, 3)

    def __repr__(self):
        return f"CacheInfo(hits={self.hits}, misses={self.misses}, maxsize={self.maxsize}, currsize={self.currsize})"


_CacheInfo = CacheInfo
del CacheInfo


def lru_cache(maxsize=128, typed=False):
    if callable(maxsize):
        return _lru_cache_wrapper(maxsize, 128, typed)
    return lambda function: _lru_cache_wrapper(function, maxsize, typed)


def cache(function, /):
    return _lru_cache_wrapper(function, None, False)


class KeyWrapper:
    __slots__ = ('mycmp', 'obj')

    def __init__(self, mycmp):
        self.mycmp = mycmp

    def __call__(self, obj):
        result = _KeyWrapper(self.mycmp)
        result.obj = obj
        return result

    def __lt__(self, other):
        return self.mycmp(self.obj, other.obj) < 0

    def __gt__(self, other):
        return self.mycmp(self.obj, other.obj) > 0

    def __eq__(self, other):
        return self.mycmp(self.obj, other.obj) == 0

    def __le__(self, other):
        return self.mycmp(self.obj, other.obj) <= 0

    def __ge__(self, other):
        return self.mycmp(self.obj, other.obj) >= 0


def cmp_to_key(mycmp):
    return _KeyWrapper(mycmp)


_KeyWrapper = KeyWrapper
del KeyWrapper


def total_ordering(cls):
    names = cls.__dict__
    defined = [name for name in ('__lt__', '__le__', '__gt__', '__ge__') if name in names]
    if not defined:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    root = '__lt__' if '__lt__' in defined else '__le__' if '__le__' in defined else defined[0]

    def less(x, y):
        if root == '__lt__':
            return x.__lt__(y)
        if root == '__ge__':
            result = x.__ge__(y)
            return result if result is NotImplemented else not result
        if root == '__le__':
            result = x.__le__(y)
            return result if result is NotImplemented else result and x != y
        result = x.__gt__(y)
        return result if result is NotImplemented else not result and x != y

    def less_or_equal(x, y):
        result = less(x, y)
        return result if result is NotImplemented else result or x == y

    def greater(x, y):
        result = less_or_equal(x, y)
        return result if result is NotImplemented else not result

    def greater_or_equal(x, y):
        result = less(x, y)
        return result if result is NotImplemented else not result

    for name, function in (('__lt__', less), ('__le__', less_or_equal), ('__gt__', greater), ('__ge__', greater_or_equal)):
        if name not in defined:
            _setattr(cls, name, function)
    return cls
