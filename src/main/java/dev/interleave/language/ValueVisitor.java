package dev.interleave.language;

import java.io.IOException;
import java.math.BigInteger;

/// Receives a value of the language piece by piece, as JSON has it. Each method may end the visit with an
/// [IOException].
public interface ValueVisitor {

    void none() throws IOException;

    void bool(boolean value) throws IOException;

    void integer(BigInteger value) throws IOException;

    /// @param value may be infinite or not a number
    void number(double value) throws IOException;

    void text(String value) throws IOException;

    void beginList() throws IOException;

    void endList() throws IOException;

    void beginObject() throws IOException;

    /// @param name of the member whose value follows
    void member(String name) throws IOException;

    void endObject() throws IOException;
}
