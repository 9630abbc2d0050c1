package dev.cuprum.redis;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Sends single commands to a server, without the client that is under test. */
final class Resp {

    private static final int PATIENCE_MILLIS = 30_000;

    private Resp() {}

    /**
     * Sends a command on a connection of its own.
     *
     * @return the answer; the elements of an array are in lines
     * @throws IllegalStateException where it is an error
     */
    static String command(String host, int port, List<String> words) {
        return commands(host, port, List.of(words));
    }

    /** A section of what a server with a password says of itself. */
    static String info(String host, int port, String password, String section) {
        return commands(host, port, List.of(List.of("AUTH", password), List.of("INFO", section)));
    }

    /** Sends commands on one connection; returns the last answer. */
    private static String commands(String host, int port, List<List<String>> commands) {
        try (Socket socket = new Socket(host, port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            String answer = "";
            for (List<String> words : commands) {
                socket.getOutputStream().write(request(words));
                answer = answer(in);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] request(List<String> words) {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(bytes("*" + words.size() + "\r\n"));
        for (String word : words) {
            request.writeBytes(bytes("$" + bytes(word).length + "\r\n" + word + "\r\n"));
        }
        return request.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String answer(InputStream in) throws IOException {
        String line = line(in);
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '-' -> throw new IllegalStateException(rest);
            case '$' -> text(in, Integer.parseInt(rest));
            case '*' -> elements(in, Integer.parseInt(rest));
            default -> rest;
        };
    }

    private static String text(InputStream in, int length) throws IOException {
        return length < 0 ? "" : new String(in.readNBytes(length + 2), 0, length, StandardCharsets.UTF_8);
    }

    private static String elements(InputStream in, int count) throws IOException {
        List<String> elements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            elements.add(answer(in));
        }
        return String.join("\n", elements);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\r'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the connection was closed");
            }
            line.write(c);
        }
        in.read();
        return line.toString(StandardCharsets.UTF_8);
    }
}
