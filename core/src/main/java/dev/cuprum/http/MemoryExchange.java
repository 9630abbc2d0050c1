package dev.cuprum.http;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An exchange that never was on a wire: made for dry runs, for tests of units and engines, and for benchmarks. Not
 * thread-safe.
 */
public final class MemoryExchange implements Exchange {

    private static final byte[] NOTHING = {};

    private final MemoryRequest request;
    private final MemoryResponse response = new MemoryResponse();
    // Made where they are needed: most executions need neither.
    private @Nullable Map<String, @Nullable String> variables;
    private @Nullable Map<AttachmentKey<?>, Object> attachments;

    private MemoryExchange(String method, String target, long startNanos) {
        request = new MemoryRequest(method, target, startNanos);
    }

    /**
     * A request from 127.0.0.1 for a target on the host {@code localhost}.
     *
     * @param method the method
     * @param target the path, with its query where it has one; taken as decoded already
     */
    public static MemoryExchange of(String method, String target) {
        return of(method, target, System.nanoTime());
    }

    /**
     * The same, of a request that came at a moment that is known, such as that of the turn of an event loop.
     *
     * @param startNanos nanoseconds of {@link System#nanoTime}
     */
    public static MemoryExchange of(String method, String target, long startNanos) {
        return new MemoryExchange(method, target, startNanos);
    }

    /** Gives the request a header. */
    public MemoryExchange header(String name, String value) {
        request.headers.add(name, value);
        return this;
    }

    /** Sets the host, lower case and without a port. */
    public MemoryExchange host(String host) {
        request.host = host;
        return this;
    }

    /** Sets the client's address. */
    public MemoryExchange remoteAddress(String address) {
        request.remoteAddress = address;
        return this;
    }

    /** Gives the request a body, which counts as received. */
    public MemoryExchange body(byte[] body) {
        request.body().receive(body.clone());
        return this;
    }

    /** Puts a piece of a response's body before body_filter units. */
    public MemoryExchange chunk(byte[] bytes, boolean last) {
        response.chunk = new MemoryBodyChunk(bytes.clone(), last);
        return this;
    }

    /** Says that status and headers are on their way. */
    public MemoryExchange startResponse() {
        response.started = true;
        return this;
    }

    /** Says that the request was sent on inside the server. */
    public MemoryExchange internal() {
        request.internal = true;
        return this;
    }

    /** Defines a variable, as routes and set units do, so that units may write to it. */
    public MemoryExchange define(String name, String value) {
        put(name, value);
        return this;
    }

    private void put(String name, @Nullable String value) {
        if (variables == null) {
            variables = new HashMap<>();
        }
        variables.put(name, value);
    }

    /** Whether a unit has cut the response off. */
    public boolean aborted() {
        return response.aborted;
    }

    /** What units have written. */
    public byte[] responseBody() {
        return response.bytes();
    }

    @Override
    public Request request() {
        return request;
    }

    @Override
    public Response response() {
        return response;
    }

    @Override
    public Optional<String> variable(String name) {
        return variables == null ? Optional.empty() : Optional.ofNullable(variables.get(name));
    }

    @Override
    public boolean definesVariable(String name) {
        return variables != null && variables.containsKey(name);
    }

    @Override
    public void setVariable(String name, String value) {
        put(name, value);
    }

    @Override
    public void clearVariable(String name) {
        put(name, null);
    }

    @Override
    @SuppressWarnings("unchecked") // What is kept under a key is of the key's type: only this method puts it there.
    public <T> T attachment(AttachmentKey<T> key, Supplier<T> initial) {
        if (attachments == null) {
            attachments = new HashMap<>();
        }
        return (T) attachments.computeIfAbsent(key, k -> (Object) initial.get());
    }

    private static final class MemoryRequest implements Request {
        private final String target;
        private final String firstMethod;
        private final long startNanos;
        private final MemoryHeaderFields headers = new MemoryHeaderFields();
        private String method;
        /** How long the path is in the target. */
        private final int pathEnd;
        // Cut out of the target where they are asked for.
        private @Nullable String path;
        private @Nullable String query;
        private String host = "localhost";
        private String remoteAddress = "127.0.0.1";
        private @Nullable MemoryRequestBody body;
        private boolean internal;

        MemoryRequest(String method, String target, long startNanos) {
            this.startNanos = startNanos;
            this.method = method;
            firstMethod = method;
            this.target = target;
            int mark = target.indexOf('?');
            pathEnd = mark < 0 ? target.length() : mark;
        }

        @Override
        public String method() {
            return method;
        }

        @Override
        public void setMethod(String method) {
            FieldSyntax.checkName(method);
            this.method = method;
        }

        @Override
        public String scheme() {
            return "http";
        }

        @Override
        public String protocol() {
            return "HTTP/1.1";
        }

        @Override
        public String host() {
            // A unit may have set another.
            return headers.first("Host").map(MemoryRequest::withoutPort).orElse(host);
        }

        private static String withoutPort(String host) {
            int colon = host.lastIndexOf(':');
            boolean port = colon > host.lastIndexOf(']');
            String name = port ? host.substring(0, colon) : host;
            String relative = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
            return relative.toLowerCase(Locale.ROOT);
        }

        @Override
        public int serverPort() {
            return 80;
        }

        @Override
        public String remoteAddress() {
            return remoteAddress;
        }

        @Override
        public int remotePort() {
            return 40000;
        }

        @Override
        public String target() {
            return target;
        }

        @Override
        public String path() {
            String known = path;
            if (known == null) {
                known = target.substring(0, pathEnd);
                path = known;
            }
            return known;
        }

        @Override
        public void setPath(String path) {
            if (!path.startsWith("/")) {
                throw new IllegalArgumentException("a path starts with a slash, and '" + path + "' does not");
            }
            this.path = path;
        }

        @Override
        public String query() {
            String known = query;
            if (known == null) {
                known = target.substring(Math.min(pathEnd + 1, target.length()));
                query = known;
            }
            return known;
        }

        @Override
        public void setQuery(String query) {
            this.query = query;
        }

        @Override
        public HeaderFields headers() {
            return headers;
        }

        @Override
        public MemoryRequestBody body() {
            MemoryRequestBody made = body;
            if (made == null) {
                made = new MemoryRequestBody(headers);
                made.receive(NOTHING);
                body = made;
            }
            return made;
        }

        @Override
        public String rawHeader() {
            StringBuilder text =
                    new StringBuilder(firstMethod).append(' ').append(target).append(" HTTP/1.1\r\n");
            headers.forEach((name, value) ->
                    text.append(name).append(": ").append(value).append("\r\n"));
            return text.append("\r\n").toString();
        }

        @Override
        public boolean internal() {
            return internal;
        }

        @Override
        public long startNanos() {
            return startNanos;
        }
    }

    private static final class MemoryResponse implements Response {
        private final MemoryHeaderFields headers = new MemoryHeaderFields();
        /** Made where something is written. */
        private @Nullable ByteArrayOutputStream body;

        private int status;
        private boolean started;
        private boolean settled;
        private boolean finished;
        private boolean aborted;
        private int flushed;
        private @Nullable BodyChunk chunk;

        @Override
        public int status() {
            return status == 0 ? 200 : status;
        }

        @Override
        public boolean statusSet() {
            return status != 0;
        }

        @Override
        public void setStatus(int status) {
            if (status < 100 || status > 999) {
                throw new IllegalArgumentException(status + " is no status: 100 to 999");
            }
            this.status = status;
        }

        @Override
        public HeaderFields headers() {
            return headers;
        }

        @Override
        public boolean started() {
            return started || settled;
        }

        @Override
        public void sendHeaders() {
            settled = true;
        }

        @Override
        public void write(byte[] bytes) {
            if (started || finished) {
                throw new IllegalStateException(started ? "the response has started" : "the response is over");
            }
            settled = true;
            append(bytes);
        }

        private void append(byte[] bytes) {
            if (body == null) {
                body = new ByteArrayOutputStream();
            }
            body.writeBytes(bytes);
        }

        byte[] bytes() {
            return body == null ? NOTHING : body.toByteArray();
        }

        private int size() {
            return body == null ? 0 : body.size();
        }

        @Override
        public void flush() {
            settled = true;
            flushed = size();
        }

        @Override
        public void finish() {
            settled = true;
            finished = true;
        }

        @Override
        public boolean finished() {
            return finished;
        }

        @Override
        public void abort() {
            aborted = true;
        }

        @Override
        public long written() {
            return size();
        }

        private record At(int written, int status, boolean settled, boolean finished) implements Mark {}

        @Override
        public Mark mark() {
            return new At(size(), status, settled, finished);
        }

        @Override
        public void rewind(Mark mark) {
            At at = (At) mark;
            if (flushed == 0) {
                status = at.status();
                settled = at.settled();
            }
            finished = at.finished();
            int length = Math.max(flushed, at.written());
            if (length < size()) {
                byte[] kept = Arrays.copyOf(bytes(), length);
                body = null;
                append(kept);
            }
        }

        @Override
        public void clear() {
            rewind(new At(0, status, false, false));
        }

        @Override
        public Optional<BodyChunk> chunk() {
            return Optional.ofNullable(chunk);
        }
    }
}
