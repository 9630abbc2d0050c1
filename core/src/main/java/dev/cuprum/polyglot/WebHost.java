package dev.cuprum.polyglot;

import dev.cuprum.engine.Budget;
import dev.cuprum.engine.LogLevel;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * What the Web globals of a context ask of Java. Public for GraalVM alone, which calls the exported methods; units never
 * see it, {@link WebScript} does. Bytes come as a buffer of JavaScript with offset and length, and go as a {@link
 * ByteBuffer}: the context must allow access to buffers. One thread at a time, the one that is in the context.
 */
public final class WebHost {

    /** About what a character costs on the way between bytes and text, in bytes: the bytes, and a text of wide characters. */
    private static final int BYTES_A_CHARACTER = 4;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Supplier<Budget> budget;
    private final Supplier<EventLoop> loop;
    private final Fetcher fetcher;
    private final Consumer<Budget> charged;

    /**
     * What one context asks of Java.
     *
     * @param budget that of the execution that is running
     * @param loop that of the execution that is running
     * @param fetcher gets what units fetch
     * @param charged told when memory was charged to the budget that no thread's counter knows of
     */
    WebHost(Supplier<Budget> budget, Supplier<EventLoop> loop, Fetcher fetcher, Consumer<Budget> charged) {
        this.budget = budget;
        this.loop = loop;
        this.fetcher = fetcher;
        this.charged = charged;
    }

    private void reserve(long size) {
        budget.get().reserve(size);
    }

    private byte[] read(Value buffer, int offset, int length) {
        reserve(length);
        byte[] octets = new byte[length];
        buffer.readBuffer(offset, octets, 0, length);
        return octets;
    }

    private byte[] readAll(Value buffer) {
        return read(buffer, 0, Math.toIntExact(buffer.getBufferSize()));
    }

    private void reserveText(String text) {
        reserve((long) text.length() * BYTES_A_CHARACTER);
    }

    /** The bytes of a text in UTF-8. It must be without half characters, which Java would make a question mark of. */
    @HostAccess.Export
    public ByteBuffer encode(String text) {
        reserveText(text);
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The text of bytes in UTF-8; what is not UTF-8 becomes U+FFFD. */
    @HostAccess.Export
    public String decode(Value buffer, int offset, int length) {
        reserve((long) length * BYTES_A_CHARACTER);
        return TextCoding.utf8(read(buffer, offset, length));
    }

    /** The encoding of a label; null where it is not known. */
    @HostAccess.Export
    public @Nullable String encodingOf(String label) {
        return TextCoding.named(label);
    }

    /** The text of bytes in an encoding; null where it is fatal that they are no such text. */
    @HostAccess.Export
    public @Nullable String decodeText(String encoding, Value buffer, int offset, int length, boolean fatal) {
        reserve((long) length * BYTES_A_CHARACTER);
        return TextCoding.decode(encoding, read(buffer, offset, length), fatal);
    }

    /** How many of the last bytes are the beginning of a character. */
    @HostAccess.Export
    public int unfinished(String encoding, Value buffer, int offset, int length) {
        // Three bytes tell it in UTF-8; two units do in UTF-16, and it matters where units begin.
        int looked = Math.min(length, 4 + length % 2);
        return TextCoding.unfinished(encoding, read(buffer, offset + length - looked, looked));
    }

    /** What a text with percent signs stands for. */
    @HostAccess.Export
    public String percentDecode(String text) {
        reserveText(text);
        return PercentSet.decode(text);
    }

    /** A text in base64; null where it has characters beyond U+00FF. */
    @HostAccess.Export
    public @Nullable String btoa(String text) {
        reserveText(text);
        if (text.chars().anyMatch(c -> c > 0xFF)) {
            return null;
        }
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** What a text in base64 stands for, by the rules of forgiving-base64 decode; null where it is no base64. */
    @HostAccess.Export
    public @Nullable String atob(String text) {
        reserveText(text);
        StringBuilder data = new StringBuilder(text.length());
        text.chars().filter(c -> " \t\n\f\r".indexOf(c) < 0).forEach(c -> data.append((char) c));
        if (data.length() % 4 == 0) {
            for (int i = 0; i < 2 && !data.isEmpty() && data.charAt(data.length() - 1) == '='; i++) {
                data.setLength(data.length() - 1);
            }
        }
        if (data.length() % 4 == 1 || data.indexOf("=") >= 0) {
            return null;
        }
        try {
            return new String(Base64.getDecoder().decode(data.toString()), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** What a URL tells of itself, line by line; null where it is none. */
    @HostAccess.Export
    public @Nullable String parseUrl(String text, @Nullable String base) {
        reserveText(text);
        UrlRecord against = base == null ? null : UrlParser.parse(base, null);
        if (base != null && against == null) {
            return null;
        }
        UrlRecord url = UrlParser.parse(text, against);
        return url == null ? null : url.lines();
    }

    /** What a URL tells of itself after a change of one part. */
    @HostAccess.Export
    public String changeUrl(String href, String part, String value) {
        reserveText(href);
        reserveText(value);
        UrlRecord url = UrlParser.parse(href, null);
        if (url == null) {
            throw new IllegalArgumentException("not a URL: " + href);
        }
        UrlChange.apply(url, part, value);
        return url.lines();
    }

    /** The digest of bytes. */
    @HostAccess.Export
    public ByteBuffer digest(String hash, Value buffer, int offset, int length) throws GeneralSecurityException {
        byte[] octets = read(buffer, offset, length);
        return ByteBuffer.wrap(MessageDigest.getInstance(hash).digest(octets));
    }

    /** The HMAC of bytes. */
    @HostAccess.Export
    public ByteBuffer hmac(String hash, Value key, Value buffer, int offset, int length)
            throws GeneralSecurityException {
        String algorithm = "Hmac" + hash.replace("-", "").toUpperCase(Locale.ROOT);
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(readAll(key), algorithm));
        return ByteBuffer.wrap(mac.doFinal(read(buffer, offset, length)));
    }

    /** Whether bytes are the same; takes as long wherever they differ. */
    @HostAccess.Export
    public boolean timingSafeEqual(
            Value left, int leftOffset, int leftLength, Value right, int rightOffset, int rightLength) {
        return MessageDigest.isEqual(read(left, leftOffset, leftLength), read(right, rightOffset, rightLength));
    }

    /** Random bytes that nobody can guess. */
    @HostAccess.Export
    public ByteBuffer randomBytes(int length) {
        reserve(length);
        byte[] octets = new byte[length];
        RANDOM.nextBytes(octets);
        return ByteBuffer.wrap(octets);
    }

    /** A random UUID. */
    @HostAccess.Export
    public String randomUuid() {
        return UUID.randomUUID().toString();
    }

    /** Calls a function later. */
    @HostAccess.Export
    public double setTimeout(Value callback, int millis) {
        return loop.get().setTimeout(callback, millis);
    }

    /** Forgets a timer. */
    @HostAccess.Export
    public void clearTimeout(double timer) {
        loop.get().clearTimeout((long) timer);
    }

    /** Writes to the log of the unit. */
    @HostAccess.Export
    public void log(String level, String text) {
        loop.get().log(LogLevel.parse(level), JavaScriptUnit.withoutSecrets(text));
    }

    /**
     * Sends a request; the answer, or why there is none, is given to one of two functions when this execution waits.
     *
     * @param fields the names and values of its header fields, line by line
     * @param body a buffer of JavaScript; null where it has none
     */
    @HostAccess.Export
    public void fetch(
            String method,
            String url,
            String fields,
            @Nullable Value body,
            String redirects,
            Value resolve,
            Value reject) {
        FetchRequest request = new FetchRequest(
                method,
                url,
                pairs(fields),
                body == null || body.isNull() ? null : ByteBuffer.wrap(readAll(body)),
                FetchRequest.Redirects.valueOf(redirects.toUpperCase(Locale.ROOT)),
                Duration.ofNanos(Math.max(0, budget.get().remainingNanos())));
        Consumer<Runnable> arrived = loop.get().expect();
        fetcher.fetch(request, result -> arrived.accept(() -> settle(result, resolve, reject)));
    }

    private void settle(FetchResult result, Value resolve, Value reject) {
        if (result instanceof FetchResult.Failed failed) {
            reject.executeVoid(failed.reason());
            return;
        }
        FetchResult.Answered answer = (FetchResult.Answered) result;
        // Received on another thread, whose counter nobody asks.
        budget.get().charge(answer.body().remaining());
        charged.accept(budget.get());
        String fields = answer.fields().stream()
                .flatMap(field -> Stream.of(field.getKey(), field.getValue()))
                .collect(Collectors.joining("\n"));
        resolve.executeVoid(
                answer.url(),
                answer.redirected(),
                answer.status(),
                StatusText.of(answer.status()),
                fields,
                answer.body().hasRemaining() ? answer.body() : null);
    }

    private static List<Map.Entry<String, String>> pairs(String lines) {
        List<Map.Entry<String, String>> pairs = new ArrayList<>();
        String[] each = lines.isEmpty() ? new String[0] : lines.split("\n", -1);
        for (int i = 0; i < each.length; i += 2) {
            pairs.add(Map.entry(each[i], each[i + 1]));
        }
        return pairs;
    }
}
