# Iterators that are made of others.

class _Missing:
    __slots__ = ()


_missing = _Missing()


@_iterator
def count(start=0, step=1):
    while True:
        yield start
        start += step


@_iterator
def cycle(iterable):
    saved = []
    for element in iterable:
        yield element
        saved.append(element)
    while saved:
        for element in saved:
            yield element


@_iterator
def repeat(object, times=None):
    if times is None:
        while True:
            yield object
    for i in range(times):
        yield object


@_iterator
def accumulate(iterable, func=None, *, initial=None):
    iterator = iter(iterable)
    total = initial
    if initial is None:
        for total in iterator:
            break
        else:
            return
    yield total
    for element in iterator:
        total = total + element if func is None else func(total, element)
        yield total


@_iterator
def batched(iterable, n):
    if n < 1:
        raise ValueError("n must be at least one")
    batch = []
    for element in iterable:
        batch.append(element)
        if len(batch) == n:
            yield tuple(batch)
            batch = []
    if batch:
        yield tuple(batch)


@_iterator
def _chain(iterables):
    for iterable in iterables:
        for element in iterable:
            yield element


class chain:
    __slots__ = ('_iterator',)

    def __init__(self, *iterables):
        self._iterator = _chain(iterables)

    def __iter__(self):
        return self._iterator

    def __next__(self):
        return next(self._iterator)

    @classmethod
    def from_iterable(cls, iterables):
        result = cls()
        result._iterator = _chain(iterables)
        return result


@_iterator
def compress(data, selectors):
    for element, selector in zip(data, selectors):
        if selector:
            yield element


@_iterator
def dropwhile(predicate, iterable):
    iterator = iter(iterable)
    for element in iterator:
        if not predicate(element):
            yield element
            break
    for element in iterator:
        yield element


@_iterator
def filterfalse(predicate, iterable):
    for element in iterable:
        if not (element if predicate is None else predicate(element)):
            yield element


@_iterator
def _group(state, key):
    while state[3] is key:
        value = state[1]
        state[1] = _missing
        yield value
        if state[3] is not key:
            return
        _advance(state)
        if state[1] is _missing or not (state[2] is key or state[2] == key):
            return


def _advance(state):
    try:
        value = next(state[0])
    except StopIteration:
        state[1] = _missing
        state[4] = True
        return
    state[1] = value
    state[2] = value if state[5] is None else state[5](value)


@_iterator
def groupby(iterable, key=None):
    # The iterator, the value that is next, its key, the key of the group that is read, whether it ended, the function.
    state = [iter(iterable), _missing, None, _missing, False, key]
    _advance(state)
    while not state[4]:
        current = state[2]
        state[3] = current
        yield current, _group(state, current)
        while not state[4] and (state[1] is _missing or state[2] is current or state[2] == current):
            _advance(state)


@_iterator
def islice(iterable, *bounds):
    if len(bounds) == 1:
        start, stop, step = 0, bounds[0], 1
    else:
        start = bounds[0] or 0
        stop = bounds[1]
        step = 1 if len(bounds) < 3 or bounds[2] is None else bounds[2]
    if start < 0 or step < 1 or stop is not None and stop < 0:
        raise ValueError("Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
    if stop is not None and stop <= 0:
        return
    i = 0
    wanted = start
    if stop is not None and wanted >= stop:
        stop_at = stop
        for element in iterable:
            i += 1
            if i >= stop_at:
                return
        return
    for element in iterable:
        if i == wanted:
            yield element
            wanted += step
        i += 1
        if stop is not None and (i >= stop):
            return


@_iterator
def pairwise(iterable):
    previous = _missing
    for element in iterable:
        if previous is not _missing:
            yield previous, element
        previous = element


@_iterator
def starmap(function, iterable):
    for arguments in iterable:
        yield function(*arguments)


@_iterator
def takewhile(predicate, iterable):
    for element in iterable:
        if not predicate(element):
            return
        yield element


@_iterator
def _tee(iterator, link):
    while True:
        if link[1] is None:
            try:
                link[0] = next(iterator)
            except StopIteration:
                return
            link[1] = [None, None]
        value = link[0]
        link = link[1]
        yield value


def tee(iterable, n=2):
    iterator = iter(iterable)
    link = [None, None]
    return tuple([_tee(iterator, link) for i in range(n)])


@_iterator
def zip_longest(*iterables, fillvalue=None):
    iterators = [iter(iterable) for iterable in iterables]
    active = len(iterators)
    if not active:
        return
    ended = [False] * active
    while True:
        row = []
        for i in range(len(iterators)):
            value = fillvalue
            if not ended[i]:
                try:
                    value = next(iterators[i])
                except StopIteration:
                    ended[i] = True
                    active -= 1
                    if not active:
                        return
            row.append(value)
        yield tuple(row)


@_iterator
def product(*iterables, repeat=1):
    pools = [tuple(iterable) for iterable in iterables] * repeat
    for pool in pools:
        if not pool:
            return
    indices = [0] * len(pools)
    while True:
        yield tuple([pools[i][indices[i]] for i in range(len(pools))])
        i = len(pools) - 1
        while i >= 0:
            indices[i] += 1
            if indices[i] < len(pools[i]):
                break
            indices[i] = 0
            i -= 1
        if i < 0:
            return


@_iterator
def permutations(iterable, r=None):
    pool = tuple(iterable)
    n = len(pool)
    r = n if r is None else r
    if r > n:
        return
    indices = list(range(n))
    cycles = list(range(n, n - r, -1))
    yield tuple([pool[i] for i in indices[:r]])
    while n:
        for i in range(r - 1, -1, -1):
            cycles[i] -= 1
            if cycles[i] == 0:
                indices[i:] = indices[i + 1:] + indices[i:i + 1]
                cycles[i] = n - i
            else:
                j = cycles[i]
                indices[i], indices[-j] = indices[-j], indices[i]
                yield tuple([pool[k] for k in indices[:r]])
                break
        else:
            return


@_iterator
def combinations(iterable, r):
    pool = tuple(iterable)
    n = len(pool)
    if r > n:
        return
    indices = list(range(r))
    while True:
        yield tuple([pool[i] for i in indices])
        i = r - 1
        while i >= 0 and indices[i] == i + n - r:
            i -= 1
        if i < 0:
            return
        indices[i] += 1
        for j in range(i + 1, r):
            indices[j] = indices[j - 1] + 1


@_iterator
def combinations_with_replacement(iterable, r):
    pool = tuple(iterable)
    n = len(pool)
    if not n and r:
        return
    indices = [0] * r
    while True:
        yield tuple([pool[i] for i in indices])
        i = r - 1
        while i >= 0 and indices[i] == n - 1:
            i -= 1
        if i < 0:
            return
        indices[i:] = [indices[i] + 1] * (r - i)


# What iterates is checked at the call, not at the first element.

_cycle = cycle
_accumulate = accumulate
_compress = compress
_dropwhile = dropwhile
_filterfalse = filterfalse
_groupby = groupby
_islice = islice
_pairwise = pairwise
_starmap = starmap
_takewhile = takewhile
_zip_longest = zip_longest


def cycle(iterable, /):
    return _cycle(iter(iterable))


def accumulate(iterable, func=None, *, initial=None):
    return _accumulate(iter(iterable), func, initial=initial)


def compress(data, selectors):
    return _compress(iter(data), iter(selectors))


def dropwhile(predicate, iterable, /):
    return _dropwhile(predicate, iter(iterable))


def filterfalse(predicate, iterable, /):
    return _filterfalse(predicate, iter(iterable))


def groupby(iterable, key=None):
    return _groupby(iter(iterable), key)


def islice(iterable, /, *bounds):
    return _islice(iter(iterable), *bounds)


def pairwise(iterable, /):
    return _pairwise(iter(iterable))


def starmap(function, iterable, /):
    return _starmap(function, iter(iterable))


def takewhile(predicate, iterable, /):
    return _takewhile(predicate, iter(iterable))


def zip_longest(*iterables, fillvalue=None):
    return _zip_longest(*[iter(iterable) for iterable in iterables], fillvalue=fillvalue)
