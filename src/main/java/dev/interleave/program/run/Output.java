package dev.interleave.program.run;

/// What a program has printed. One thread appends; any thread reads.
final class Output {

    private static final class Piece {

        private final String text;
        private volatile Piece next = this; // the last piece refers to itself

        private Piece(String text) {
            this.text = text;
        }
    }

    private final Piece first = new Piece("");
    private Piece last = first;

    void append(String text) {
        if (!text.isEmpty()) {
            Piece piece = new Piece(text);
            last.next = piece;
            last = piece;
        }
    }

    /// @return all of it; takes time proportional to its length
    String text() {
        var all = new StringBuilder();
        for (Piece piece = first; ; piece = piece.next) {
            all.append(piece.text);
            if (isLast(piece)) {
                return all.toString();
            }
        }
    }

    @SuppressWarnings("ReferenceEquality")
    private static boolean isLast(Piece piece) {
        return piece.next == piece;
    }
}
