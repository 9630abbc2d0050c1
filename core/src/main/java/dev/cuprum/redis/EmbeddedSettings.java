package dev.cuprum.redis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * How an embedded Redis is reached.
 *
 * @param port on loopback
 * @param password what its clients must know: other users of the machine can reach the port too
 */
record EmbeddedSettings(int port, String password) {

    private static final int TIMEOUT_MILLIS = 1_000;
    private static final int PAUSE_MILLIS = 5;
    private static final int PASSWORD_BYTES = 24;

    static EmbeddedSettings create() throws IOException {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return new EmbeddedSettings(freePort(), HexFormat.of().formatHex(random));
    }

    EmbeddedSettings withFreePort() throws IOException {
        return new EmbeddedSettings(freePort(), password);
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, loopback())) {
            return free.getLocalPort();
        }
    }

    private static InetAddress loopback() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }

    boolean isPortFree() {
        try (ServerSocket free = new ServerSocket()) {
            free.setReuseAddress(true);
            free.bind(new InetSocketAddress(loopback(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    String place() {
        return "127.0.0.1:" + port;
    }

    String address() {
        return "redis://:" + password + "@" + place();
    }

    /** Whether a server is there that knows the password and has read its data. */
    boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(loopback(), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(("AUTH " + password + "\r\nPING\r\n").getBytes(StandardCharsets.US_ASCII));
            byte[] expected = "+OK\r\n+PONG\r\n".getBytes(StandardCharsets.US_ASCII);
            return Arrays.equals(socket.getInputStream().readNBytes(expected.length), expected);
        } catch (IOException e) {
            return false;
        }
    }

    /** Waits until a process answers; false where it ends first, or takes too long. */
    boolean awaitAnswer(ProcessHandle process, Duration longest) throws InterruptedException {
        long start = System.nanoTime();
        while (process.isAlive() && System.nanoTime() - start < longest.toNanos()) {
            if (answers()) {
                return true;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        return false;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "EmbeddedSettings[" + place() + "]";
    }
}
