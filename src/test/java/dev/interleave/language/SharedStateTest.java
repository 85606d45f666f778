package dev.interleave.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.language.builtin.Builtins;
import dev.interleave.language.code.Code;
import dev.interleave.language.machine.Library;
import dev.interleave.language.value.ClassObject;
import dev.interleave.language.value.DictObject;
import dev.interleave.language.value.HeapObject;
import dev.interleave.language.value.ListObject;
import dev.interleave.language.value.SetObject;
import dev.interleave.language.value.Shape;
import dev.interleave.language.value.TupleObject;
import dev.interleave.language.value.Types;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Programs change nothing that other programs can see: neither the library, nor the classes of the machine.
class SharedStateTest {

    /// Makes instances of the classes of the library, and sets, replaces and deletes attributes of all of them.
    private static final String ATTRIBUTES = """
            from collections import ChainMap, Counter, OrderedDict, defaultdict, deque, namedtuple
            from fractions import Fraction
            from functools import cache, cmp_to_key, lru_cache, partial
            from itertools import chain, count
            from operator import attrgetter, itemgetter, methodcaller
            from random import Random
            import collections, fractions, functools, math, operator, random, string

            Pair = namedtuple('Pair', 'x y')

            @lru_cache
            def f(x): return x

            @cache
            def g(x): return x

            class MyDeque(deque): pass
            class MyError(KeyError): pass

            values = [ChainMap(), Counter('ab'), OrderedDict(a=1), defaultdict(list), deque([1]), Pair(1, 2), Fraction(1, 2),
                f, g, f.cache_info(), cmp_to_key(max), cmp_to_key(lambda a, b: 0)(1), partial(max, 1), chain([1]), count(),
                attrgetter('x'), itemgetter(1), methodcaller('x'), Random(1), MyDeque(), MyError(), KeyError('k'), OSError(),
                object(), [], {}, set(), (), 'text', b'', 1, 1.5, None, range(3), slice(3), iter([]), reversed([]), {}.keys(),
                len, sorted, max, [].append, f.cache_clear, str.join, collections, fractions, functools, math, operator,
                random, string, int, list, Fraction, deque, Counter, KeyError, partial, map(str, []), zip(), enumerate([]),
                property(len), staticmethod(len), classmethod(len), dict.fromkeys, int.from_bytes]
            accepted = 0
            for value in values:
                for i in range(40):
                    try:
                        setattr(value, 'attribute_of_a_program_' + str(i), i)
                        accepted += 1
                    except (AttributeError, TypeError):
                        pass
                try: del value.attribute_of_a_program_1
                except (AttributeError, TypeError): pass
                try: del value.maps
                except (AttributeError, TypeError): pass
                try: del value._missing
                except (AttributeError, TypeError): pass
                for name in ('maps', 'func', '_items', '_missing', 'x', 'name'):
                    try: setattr(value, name, [])
                    except (AttributeError, TypeError): pass
                try: id(value), type(value).__name__, repr(value), hash(value)
                except Exception: pass
                try: value.__dict__['another'] = 1
                except (AttributeError, TypeError): pass
            print(accepted > 0)
            """;

    /// What the library calls and reads is of classes of the program.
    private static final String SUBCLASSES = """
            from collections import Counter, deque, ChainMap
            from fractions import Fraction
            from functools import partial, total_ordering, wraps
            import heapq, bisect

            class D(deque):
                def append(self, x): deque.append(self, x)
                def popleft(self): return deque.popleft(self)
            class E(D): pass
            class C(Counter):
                def most_common(self, n=None): return Counter.most_common(self, n)
                def update(self, *a): Counter.update(self, *a)
            class F(Fraction): pass
            class M(ChainMap): pass
            class P(partial): pass
            @total_ordering
            class O:
                def __init__(self, n): self.n = n
                def __lt__(self, other): return self.n < other.n
                def __eq__(self, other): return self.n == other.n
                def __hash__(self): return hash(self.n)
                def items(self): return [('a', 1)]
                def __iter__(self): return iter([self.n])
                def __enter__(self): return self
                def __exit__(self, *a): pass
            for i in range(300):
                d = E(range(5), 3); d.rotate(1); d.appendleft(i); d.index(i); list(d); d == D(d)
                c = C('abca'); c.update(['x']); c.elements(); c.total(); c + c
                m = M({}); m['a'] = i; m['a']; list(m)
                f = F(1, 3) + F(i, 7); f < F(1)
                P(pow, 2)(5)
                h = [O(3), O(1), O(2)]
                heapq.heapify(h); heapq.heappush(h, O(i)); bisect.bisect([O(1), O(5)], O(2)); sorted(h); max(h); list(map(list, h))
                {int: 1, len: 2, KeyError: 3, O: 4, deque: 5}
            print('end')
            """;

    /// How often code is called, its compiled form, and a counter of lookups are kept for all programs. They are of a
    /// fixed size, and change no result.
    private static final Set<String> STATISTICS =
            Set.of("heat", "exits", "compilations", "profile", "isProfiled", "form", "probes");

    private static final Set<String> CACHES = Set.of("cache", "siteCaches");

    @Test
    void programsChangeNoSharedObject() throws IOException {
        var programs = new ArrayList<>(List.of(ATTRIBUTES, SUBCLASSES));
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/dev/interleave/language/programs"))) {
            for (Path file :
                    files.filter(file -> !file.endsWith("long-work.py")).toList()) {
                programs.add(Files.readString(file));
            }
        }
        var before = Reachable.withoutCaches();

        assertThat(programs.stream().map(Programs::output)).noneMatch(output -> output.startsWith("rejected"));

        var after = Reachable.withoutCaches();
        assertThat(after.differences(before)).isEmpty();
    }

    /// What the library has found for objects of a program would keep the program in memory.
    @Test
    void inlineCachesOfTheLibraryReferToSharedObjectsOnly() {
        var shared = Reachable.withoutCaches();

        assertThat(Programs.output(ATTRIBUTES)).isEqualTo("True\n");
        assertThat(Programs.output(SUBCLASSES)).isEqualTo("end\n");

        var withCaches = Reachable.withCaches();
        assertThat(withCaches.objects())
                .filteredOn(object -> object instanceof HeapObject || object instanceof Code)
                .filteredOn(object -> !shared.contains(object))
                .extracting(object -> object.getClass().getSimpleName())
                .isEmpty();
    }

    @Test
    void numbersOfSharedObjectsDependOnNoOtherProgram() {
        String program = """
                from fractions import Fraction
                from collections import deque
                shared = [int, len, KeyError, Fraction, sorted, max, str.join, deque.append, object]
                print([hash(x) for x in shared], [id(x) for x in shared])
                own = [object() for i in range(1000)]
                print(len({id(x) for x in own + shared}) == 1000 + len(shared))
                """;
        String first = Programs.output(program);

        Programs.output(
                "print(" + IntStream.range(0, 30).mapToObj(_ -> "id(object())").toList() + ", id(int), id(list))");
        Programs.output(
                "from fractions import Fraction\nprint(id(map), hash(Fraction), hash(zip), id(object), id(KeyError))");

        assertThat(Programs.output(program)).isEqualTo(first).endsWith("True\n");
    }

    /// A list, dict or set could be changed by a program that reaches it.
    @Test
    void sharedObjectsHaveNoContainers() {
        assertThat(new Reachable(name -> !STATISTICS.contains(name)
                                && !CACHES.contains(name)
                                && !name.equals("keywordDefaults")) // no program reaches these
                        .objects())
                .filteredOn(object ->
                        object instanceof ListObject || object instanceof DictObject || object instanceof SetObject)
                .extracting(Object::toString)
                .isEmpty();
    }

    @Test
    void allClassesOfTheMachineAndTheLibraryAreShared() {
        assertThat(Reachable.withoutCaches().objects())
                .filteredOn(ClassObject.class::isInstance)
                .hasSizeGreaterThan(100)
                .allMatch(type -> ((ClassObject) type).isShared);
    }

    /// All objects that are reachable from the library and from static fields of the classes of values, with the
    /// values of their fields.
    private static final class Reachable {

        private final IdentityHashMap<Object, List<Object>> states = new IdentityHashMap<>();
        private final Deque<Object> pending = new ArrayDeque<>();
        private final Predicate<String> fields;

        private Reachable(Predicate<String> fields) {
            this.fields = fields;
            try {
                visitAll(List.of(Library.get(), Builtins.all(), Types.all()));
                for (Class<?> type :
                        List.of(Types.class, HeapObject.class, ClassObject.class, TupleObject.class, Shape.class)) {
                    for (Field field : type.getDeclaredFields()) {
                        if (Modifier.isStatic(field.getModifiers())
                                && !field.getType().isPrimitive()) {
                            field.setAccessible(true);
                            visitAll(Arrays.asList(field.get(null)));
                        }
                    }
                }
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(e.getMessage(), e);
            }
        }

        static Reachable withCaches() {
            return new Reachable(name -> !STATISTICS.contains(name));
        }

        static Reachable withoutCaches() {
            return new Reachable(name -> !STATISTICS.contains(name) && !CACHES.contains(name));
        }

        Collection<Object> objects() {
            return states.keySet();
        }

        boolean contains(Object object) {
            return states.containsKey(object);
        }

        /// @return what changed since then, by class and field
        Set<String> differences(Reachable before) {
            var found = new LinkedHashSet<String>();
            states.forEach((object, state) -> {
                List<Object> old = before.states.get(object);
                String name = object.getClass().getSimpleName() + " " + (object instanceof ClassObject c ? c.name : "");
                if (old == null) {
                    found.add("new: " + name);
                } else if (old.size() != state.size()
                        || IntStream.range(0, old.size()).anyMatch(i -> !isSame(old.get(i), state.get(i)))) {
                    found.add("changed: " + name);
                }
            });
            return found;
        }

        @SuppressWarnings("ReferenceEquality") // the state is compared by identity
        private static boolean isSame(Object x, Object y) {
            return x == y || (x instanceof Number && x.equals(y)) || (x instanceof Boolean && x.equals(y));
        }

        private void visitAll(List<?> roots) throws ReflectiveOperationException {
            roots.forEach(this::reach);
            while (!pending.isEmpty()) {
                Object object = pending.pop();
                List<Object> state = state(object);
                states.put(object, state);
                state.forEach(this::reach);
            }
        }

        private void reach(Object value) {
            if (value != null
                    && !(value instanceof String)
                    && !(value instanceof Number)
                    && !states.containsKey(value)) {
                states.put(value, List.of());
                pending.push(value);
            }
        }

        private List<Object> state(Object object) throws ReflectiveOperationException {
            var state = new ArrayList<Object>();
            Class<?> type = object.getClass();
            if (object instanceof Map<?, ?> map) {
                state.addAll(map.keySet());
                state.addAll(map.values());
            } else if (object instanceof Collection<?> collection) {
                state.addAll(collection);
            } else if (type.isArray()) {
                for (int i = 0; i < Array.getLength(object); i++) {
                    state.add(Array.get(object, i));
                }
            }
            for (Class<?> c = type; c != null && isOfTheLanguage(c); c = c.getSuperclass()) {
                for (Field field : c.getDeclaredFields()) {
                    if (!Modifier.isStatic(field.getModifiers()) && fields.test(field.getName())) {
                        field.setAccessible(true);
                        state.add(field.get(object));
                    }
                }
            }
            return state;
        }

        private static boolean isOfTheLanguage(Class<?> type) {
            return type.getName().startsWith("dev.interleave.language.") && !type.isHidden() && !type.isEnum();
        }
    }
}
