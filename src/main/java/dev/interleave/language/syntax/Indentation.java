package dev.interleave.language.syntax;

/// The open levels of indentation. A tab goes to the next multiple of eight; a program whose meaning would
/// change with another width of tabs is rejected. Not thread-safe.
final class Indentation {

    private static final int MAX_LEVELS = 100;
    private static final int TAB = 8;

    private final SourceText source;
    private final int[] columns = new int[MAX_LEVELS];
    private final int[] columnsWithNarrowTabs = new int[MAX_LEVELS];
    private int level;

    Indentation(SourceText source) {
        this.source = source;
    }

    /// Enters the indentation of a new logical line.
    ///
    /// @param start offset where the line begins
    /// @param end offset of its first character that is not white space
    /// @return 1 for a deeper level, 0 for the same, otherwise minus the number of levels that end
    int enter(int start, int end) {
        int column = 0;
        int narrow = 0;
        for (int i = start; i < end; i++) {
            switch (source.text().charAt(i)) {
                case '\t' -> {
                    column = (column / TAB + 1) * TAB;
                    narrow++;
                }
                case '\f' -> {
                    column = 0;
                    narrow = 0;
                }
                default -> {
                    column++;
                    narrow++;
                }
            }
        }
        if (column > columns[level]) {
            requireConsistent(narrow > columnsWithNarrowTabs[level], end);
            push(column, narrow, end);
            return 1;
        }
        int closed = 0;
        while (column < columns[level]) {
            level--;
            closed++;
        }
        if (column != columns[level]) {
            throw source.error(end, "unindent does not match any outer indentation level");
        }
        requireConsistent(narrow == columnsWithNarrowTabs[level], end);
        return -closed;
    }

    /// @return how many levels are open
    int level() {
        return level;
    }

    private void push(int column, int narrow, int at) {
        if (level + 1 == MAX_LEVELS) {
            throw source.error(at, "too many levels of indentation");
        }
        level++;
        columns[level] = column;
        columnsWithNarrowTabs[level] = narrow;
    }

    private void requireConsistent(boolean consistent, int at) {
        if (!consistent) {
            throw source.error(at, "inconsistent use of tabs and spaces in indentation");
        }
    }
}
