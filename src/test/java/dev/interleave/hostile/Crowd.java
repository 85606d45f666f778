package dev.interleave.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Many connections that are held by one thread.
public final class Crowd implements AutoCloseable {

    private static final int TICK_MILLIS = 50;

    private final List<Member> members = new ArrayList<>();
    private final Selector selector;

    /// One connection, and what came on it.
    static final class Member {

        private final SocketChannel channel;
        private final StringBuilder received = new StringBuilder();
        private boolean over;

        private Member(SocketChannel channel) {
            this.channel = channel;
        }

        String received() {
            return received.toString();
        }

        boolean isOver() {
            return over;
        }

        /// Reads the beginning of the response, and no more.
        boolean begins(String expected) {
            int left = expected.length() - received.length();
            if (left > 0) {
                read(ByteBuffer.allocate(left));
            }
            return received.toString().equals(expected);
        }

        /// Sends as much as the other side takes.
        void send(String text) {
            try {
                if (!over) {
                    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
                }
            } catch (IOException gone) {
                over = true;
            }
        }

        private void read(ByteBuffer buffer) {
            try {
                buffer.clear();
                int count = channel.read(buffer);
                if (count < 0) {
                    end();
                } else {
                    received.append(StandardCharsets.ISO_8859_1.decode(buffer.flip()));
                }
            } catch (IOException reset) {
                end();
            }
        }

        private void end() {
            over = true;
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Crowd(Selector selector) {
        this.selector = selector;
    }

    /// @param port of the service on loopback
    /// @param size how many connections
    /// @param first what each says at once
    /// @param isReading whether they read what comes
    static Crowd of(int port, int size, String first, boolean isReading) throws IOException {
        Crowd crowd = new Crowd(Selector.open());
        for (int i = 0; i < size; i++) {
            SocketChannel channel = SocketChannel.open();
            if (!isReading) {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, 2_048);
            }
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.configureBlocking(false);
            Member member = new Member(channel);
            crowd.members.add(member);
            if (isReading) {
                channel.register(crowd.selector, SelectionKey.OP_READ, member);
            }
            member.send(first);
        }
        return crowd;
    }

    List<Member> members() {
        return members;
    }

    long over() {
        return members.stream().filter(Member::isOver).count();
    }

    /// Sends a little on every connection, again and again, until all of them are as wanted.
    ///
    /// @return whether they were in time
    boolean trickleUntil(String bytes, Duration patience, Predicate<Member> wanted) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
        int ticks = 0;
        while (!members.stream().allMatch(wanted)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            selector.select(TICK_MILLIS);
            selector.selectedKeys().forEach(key -> ((Member) key.attachment()).read(buffer));
            selector.selectedKeys().clear();
            if (ticks++ % 4 == 0 && !bytes.isEmpty()) {
                members.forEach(member -> member.send(bytes));
            }
        }
        return true;
    }

    boolean until(Duration patience, Predicate<Member> wanted) throws IOException {
        return trickleUntil("", patience, wanted);
    }

    @Override
    public void close() throws IOException {
        for (Member member : members) {
            member.channel.close();
        }
        selector.close();
    }
}
