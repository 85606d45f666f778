package dev.interleave.language.code;

/// The instructions, each with its operands and its meaning.
///
/// The operands are registers, but for `k` (a literal), `g` (a global variable), `t` (where to continue), `n`, `m`
/// (numbers)
/// and `c` (a cache). `d` is the register that receives the result, and always comes first.
public final class Opcode {

    /// `MOVE d s`: d = s.
    public static final int MOVE = 0;

    /// `LOAD_LITERAL d k`: d = the literal k, for functions with many constants.
    public static final int LOAD_LITERAL = 1;

    /// `LOAD_GLOBAL d g k`: d = the global variable g, or else the builtin that is literal k.
    public static final int LOAD_GLOBAL = 2;

    /// `STORE_GLOBAL g s`: the global variable g = s.
    public static final int STORE_GLOBAL = 3;

    /// `DELETE_GLOBAL g`: removes the global variable g.
    public static final int DELETE_GLOBAL = 4;

    /// `LOAD_NAME d k g b`: d = the name k of the class body, or else the global variable g, or else the builtin b.
    public static final int LOAD_NAME = 5;

    /// `LOAD_NAME_OR_CELL d k c`: d = the name k of the class body, or else the variable in cell c.
    public static final int LOAD_NAME_OR_CELL = 6;

    /// `STORE_NAME k s`: the name k of the class body = s.
    public static final int STORE_NAME = 7;

    /// `DELETE_NAME k`: removes the name k of the class body.
    public static final int DELETE_NAME = 8;

    /// `NEW_CELL r`: r = a new cell that holds r.
    public static final int NEW_CELL = 9;

    /// `LOAD_CELL d c`: d = the variable in cell c.
    public static final int LOAD_CELL = 10;

    /// `STORE_CELL c s`: the variable in cell c = s.
    public static final int STORE_CELL = 11;

    /// `DELETE_CELL c`: removes the value of the variable in cell c.
    public static final int DELETE_CELL = 12;

    /// `CHECK r`: raises UnboundLocalError if the local variable r has no value.
    public static final int CHECK = 13;

    /// `DELETE_LOCAL r`: removes the value of the local variable r, which must have one.
    public static final int DELETE_LOCAL = 14;

    /// `CLEAR r`: removes the value of r.
    public static final int CLEAR = 15;

    /// `ADD d x y`: d = x + y.
    public static final int ADD = 16;

    /// `SUBTRACT d x y`: d = x - y.
    public static final int SUBTRACT = 17;

    /// `MULTIPLY d x y`: d = x * y.
    public static final int MULTIPLY = 18;

    /// `DIVIDE d x y`: d = x / y.
    public static final int DIVIDE = 19;

    /// `FLOOR_DIVIDE d x y`: d = x // y.
    public static final int FLOOR_DIVIDE = 20;

    /// `MODULO d x y`: d = x % y.
    public static final int MODULO = 21;

    /// `POWER d x y`: d = x ** y.
    public static final int POWER = 22;

    /// `SHIFT_LEFT d x y`: d = x << y.
    public static final int SHIFT_LEFT = 23;

    /// `SHIFT_RIGHT d x y`: d = x >> y.
    public static final int SHIFT_RIGHT = 24;

    /// `BIT_AND d x y`: d = x & y.
    public static final int BIT_AND = 25;

    /// `BIT_OR d x y`: d = x | y.
    public static final int BIT_OR = 26;

    /// `BIT_XOR d x y`: d = x ^ y.
    public static final int BIT_XOR = 27;

    /// `MATRIX_MULTIPLY d x y`: d = x @ y.
    public static final int MATRIX_MULTIPLY = 28;

    /// `INPLACE_ADD d x y`: d = x += y: x may change in place.
    public static final int INPLACE_ADD = 29;

    /// `INPLACE_SUBTRACT d x y`: d = x -= y: x may change in place.
    public static final int INPLACE_SUBTRACT = 30;

    /// `INPLACE_MULTIPLY d x y`: d = x *= y: x may change in place.
    public static final int INPLACE_MULTIPLY = 31;

    /// `INPLACE_DIVIDE d x y`: d = x /= y: x may change in place.
    public static final int INPLACE_DIVIDE = 32;

    /// `INPLACE_FLOOR_DIVIDE d x y`: d = x //= y: x may change in place.
    public static final int INPLACE_FLOOR_DIVIDE = 33;

    /// `INPLACE_MODULO d x y`: d = x %= y: x may change in place.
    public static final int INPLACE_MODULO = 34;

    /// `INPLACE_POWER d x y`: d = x **= y: x may change in place.
    public static final int INPLACE_POWER = 35;

    /// `INPLACE_SHIFT_LEFT d x y`: d = x <<= y: x may change in place.
    public static final int INPLACE_SHIFT_LEFT = 36;

    /// `INPLACE_SHIFT_RIGHT d x y`: d = x >>= y: x may change in place.
    public static final int INPLACE_SHIFT_RIGHT = 37;

    /// `INPLACE_BIT_AND d x y`: d = x &= y: x may change in place.
    public static final int INPLACE_BIT_AND = 38;

    /// `INPLACE_BIT_OR d x y`: d = x |= y: x may change in place.
    public static final int INPLACE_BIT_OR = 39;

    /// `INPLACE_BIT_XOR d x y`: d = x ^= y: x may change in place.
    public static final int INPLACE_BIT_XOR = 40;

    /// `INPLACE_MATRIX_MULTIPLY d x y`: d = x @= y: x may change in place.
    public static final int INPLACE_MATRIX_MULTIPLY = 41;

    /// `NEGATE d x`: d = -x.
    public static final int NEGATE = 42;

    /// `POSITIVE d x`: d = +x.
    public static final int POSITIVE = 43;

    /// `INVERT d x`: d = ~x.
    public static final int INVERT = 44;

    /// `NOT d x`: d = not x.
    public static final int NOT = 45;

    /// `EQUAL d x y`: d = x == y.
    public static final int EQUAL = 46;

    /// `NOT_EQUAL d x y`: d = x != y.
    public static final int NOT_EQUAL = 47;

    /// `LESS d x y`: d = x < y.
    public static final int LESS = 48;

    /// `LESS_OR_EQUAL d x y`: d = x <= y.
    public static final int LESS_OR_EQUAL = 49;

    /// `GREATER d x y`: d = x > y.
    public static final int GREATER = 50;

    /// `GREATER_OR_EQUAL d x y`: d = x >= y.
    public static final int GREATER_OR_EQUAL = 51;

    /// `IS d x y`: d = x is y.
    public static final int IS = 52;

    /// `IS_NOT d x y`: d = x is not y.
    public static final int IS_NOT = 53;

    /// `IN d x y`: d = x in y.
    public static final int IN = 54;

    /// `NOT_IN d x y`: d = x not in y.
    public static final int NOT_IN = 55;

    /// `UNLESS_EQUAL d x y t`: continues at t unless x == y; what is not decided at once goes to d, and the next
    /// instruction tests it.
    public static final int UNLESS_EQUAL = 56;

    /// `UNLESS_NOT_EQUAL d x y t`: continues at t unless x != y; what is not decided at once goes to d, and the next
    /// instruction tests it.
    public static final int UNLESS_NOT_EQUAL = 57;

    /// `UNLESS_LESS d x y t`: continues at t unless x < y; what is not decided at once goes to d, and the next
    /// instruction tests it.
    public static final int UNLESS_LESS = 58;

    /// `UNLESS_LESS_OR_EQUAL d x y t`: continues at t unless x <= y; what is not decided at once goes to d, and the
    /// next instruction tests it.
    public static final int UNLESS_LESS_OR_EQUAL = 59;

    /// `UNLESS_GREATER d x y t`: continues at t unless x > y; what is not decided at once goes to d, and the next
    /// instruction tests it.
    public static final int UNLESS_GREATER = 60;

    /// `UNLESS_GREATER_OR_EQUAL d x y t`: continues at t unless x >= y; what is not decided at once goes to d, and the
    /// next instruction tests it.
    public static final int UNLESS_GREATER_OR_EQUAL = 61;

    /// `JUMP t`: continues at t.
    public static final int JUMP = 62;

    /// `JUMP_IF_FALSE r t`: continues at t if r is false.
    public static final int JUMP_IF_FALSE = 63;

    /// `JUMP_IF_TRUE r t`: continues at t if r is true.
    public static final int JUMP_IF_TRUE = 64;

    /// `GET_ITERATOR d s`: d = iter(s).
    public static final int GET_ITERATOR = 65;

    /// `FOR d i t`: d = next(i), or continues at t at its end.
    public static final int FOR = 66;

    /// `SEQUENCE d s n`: d = a list or tuple of the n elements of s; of at least -n - 1 if n is negative.
    public static final int SEQUENCE = 67;

    /// `UNPACK b s n`: b and the registers behind it = the n elements of s.
    public static final int UNPACK = 68;

    /// `UNPACK_REST b s n m`: as UNPACK, with a list of the elements between the first n and the last m.
    public static final int UNPACK_REST = 69;

    /// `BUILD_LIST d b n`: d = a list of n registers from b.
    public static final int BUILD_LIST = 70;

    /// `BUILD_TUPLE d b n`: d = a tuple of n registers from b.
    public static final int BUILD_TUPLE = 71;

    /// `BUILD_SET d b n`: d = a set of n registers from b.
    public static final int BUILD_SET = 72;

    /// `BUILD_DICT d b n`: d = a dict of n keys and values from b.
    public static final int BUILD_DICT = 73;

    /// `APPEND l v`: appends v to the list l.
    public static final int APPEND = 74;

    /// `SET_ADD s v`: adds v to the set s.
    public static final int SET_ADD = 75;

    /// `DICT_SET m k v`: entry k of the dict m = v for the dict m.
    public static final int DICT_SET = 76;

    /// `EXTEND l v`: appends the elements of v to the list l.
    public static final int EXTEND = 77;

    /// `SET_UPDATE s v`: adds the elements of v to the set s.
    public static final int SET_UPDATE = 78;

    /// `DICT_UPDATE m v`: copies the entries of the mapping v to the dict m.
    public static final int DICT_UPDATE = 79;

    /// `DICT_MERGE m v f`: as DICT_UPDATE, for keyword arguments of f: none may be there already.
    public static final int DICT_MERGE = 80;

    /// `LIST_TO_TUPLE d l`: d = a tuple of the elements of the list l.
    public static final int LIST_TO_TUPLE = 81;

    /// `SUBSCRIPT d x i`: d = the element i of x.
    public static final int SUBSCRIPT = 82;

    /// `STORE_SUBSCRIPT x i v`: the element i of x = v.
    public static final int STORE_SUBSCRIPT = 83;

    /// `DELETE_SUBSCRIPT x i`: removes the element i of x.
    public static final int DELETE_SUBSCRIPT = 84;

    /// `BUILD_SLICE d b`: d = a slice of three registers from b.
    public static final int BUILD_SLICE = 85;

    /// `LOAD_ATTRIBUTE d x k c`: d = x.k, with cache c.
    public static final int LOAD_ATTRIBUTE = 86;

    /// `STORE_ATTRIBUTE x k v c`: x.k = v, with cache c.
    public static final int STORE_ATTRIBUTE = 87;

    /// `DELETE_ATTRIBUTE x k`: del x.k.
    public static final int DELETE_ATTRIBUTE = 88;

    /// `CALL d f b n`: d = f(n arguments behind b).
    public static final int CALL = 89;

    /// `CALL_METHOD d x k b n c`: d = x.k(n arguments behind b), with cache c.
    public static final int CALL_METHOD = 90;

    /// `CALL_SPECIAL d x k b n`: as CALL_METHOD, for a method of the class of x.
    public static final int CALL_SPECIAL = 91;

    /// `CALL_KEYWORDS d f b n k`: as CALL; the last arguments have the names in the literal k.
    public static final int CALL_KEYWORDS = 92;

    /// `CALL_SPREAD d f a m`: d = f(*a, **m), where a is a list and m a dict or -1.
    public static final int CALL_SPREAD = 93;

    /// `RETURN s`: returns s.
    public static final int RETURN = 94;

    /// `YIELD d s`: yields s; d = what is sent.
    public static final int YIELD = 95;

    /// `YIELD_FROM d i`: d = yield from the iterator i; d holds what is sent meanwhile.
    public static final int YIELD_FROM = 96;

    /// `MAKE_FUNCTION d k b n m`: d = a function with code k, n defaults from b, and the keyword defaults m or -1.
    public static final int MAKE_FUNCTION = 97;

    /// `MAKE_CLASS d k f b`: d = a class named k with the body f and the base b or -1.
    public static final int MAKE_CLASS = 98;

    /// `SUPER d c s`: d = super() for the class in cell c and the object s.
    public static final int SUPER = 99;

    /// `RAISE e`: raise e.
    public static final int RAISE = 100;

    /// `RAISE_FROM e c`: raise e from c.
    public static final int RAISE_FROM = 101;

    /// `RERAISE e`: continues to raise e.
    public static final int RERAISE = 102;

    /// `RAISE_CURRENT`: raises what is being handled.
    public static final int RAISE_CURRENT = 103;

    /// `MATCHES d e t`: d = whether the exception e is one of t.
    public static final int MATCHES = 104;

    /// `FORMAT d v c s`: d = v with the conversion c, formatted by s, or by nothing if s is -1.
    public static final int FORMAT = 105;

    /// `JOIN d b n`: d = the n strings from b in one.
    public static final int JOIN = 106;

    /// `IMPORT d k`: d = the module named k.
    public static final int IMPORT = 107;

    /// `IMPORT_FROM d m k`: d = what the module m has under the name k.
    public static final int IMPORT_FROM = 108;

    private static final int[] LENGTHS = {
        3, 3, 4, 3, 2, 5, 4, 3, 2, 2, 3, 3, 2, 2, 2, 2, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4,
        4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 5, 5, 5, 5, 5, 5,
        2, 3, 3, 3, 4, 4, 4, 5, 4, 4, 4, 4, 3, 3, 4, 3, 3, 3, 4, 3, 4, 4, 3, 3, 5, 5, 3, 5, 7, 6, 6,
        5, 2, 3, 3, 6, 5, 4, 2, 3, 2, 1, 4, 5, 4, 3, 4
    };

    private Opcode() {}

    /// @param opcode of an instruction
    /// @return its length with its operands
    public static int length(int opcode) {
        return LENGTHS[opcode];
    }

    /// @return the number of opcodes
    public static int count() {
        return LENGTHS.length;
    }
}
