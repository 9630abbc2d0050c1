package dev.cuprum.undertow.standalone.files;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cuprum.engine.LogLevel;
import dev.cuprum.undertow.ErrorPage;
import dev.cuprum.undertow.RequestLog;
import dev.cuprum.undertow.standalone.config.Location;
import dev.cuprum.undertow.standalone.http.RouteHandler;
import dev.cuprum.undertow.standalone.http.SlashRedirect;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.LongSupplier;

/**
 * Serves the files of a folder. Small ones are kept in memory and answered on the I/O thread; once a second a worker
 * looks whether the file has changed. All else a worker looks up, and the I/O thread sends.
 */
public final class FileHandler implements RouteHandler {

    private static final long SMALL = 64 << 10;
    private static final long CACHE_BYTES = 32 << 20;

    private final Folder folder;
    private final String prefix;
    private final LongSupplier nanos;
    private final Cache<String, CachedFile> cache = Caffeine.newBuilder()
            .maximumWeight(CACHE_BYTES)
            .weigher((String path, CachedFile file) -> (int) file.facts().size() + 512)
            .executor(Runnable::run)
            .build();

    FileHandler(Folder folder, String prefix, LongSupplier nanos) {
        this.folder = folder;
        this.prefix = prefix;
        this.nanos = nanos;
    }

    /** Serves a folder at a location. */
    public static FileHandler create(Path folder, Location location) {
        String prefix = location.isPrefix() ? location.value() : "";
        return new FileHandler(new Folder(folder), prefix, System::nanoTime);
    }

    /** Serves a folder to requests for anything: the whole path is looked up in it. */
    public static FileHandler ofRoot(Path folder) {
        return new FileHandler(new Folder(folder), "", System::nanoTime);
    }

    @Override
    public void handle(HttpServerExchange exchange, String path) throws IOException {
        if (!exchange.getRequestMethod().equals(Methods.GET)
                && !exchange.getRequestMethod().equals(Methods.HEAD)) {
            exchange.getResponseHeaders().put(Headers.ALLOW, "GET, HEAD");
            ErrorPage.send(exchange, StatusCodes.METHOD_NOT_ALLOWED);
            return;
        }
        String below = below(path);
        CachedFile cached = cache.getIfPresent(below);
        if (cached != null && !cached.claimCheck(nanos.getAsLong())) {
            FileResponse.send(exchange, cached);
        } else if (exchange.isInIoThread()) {
            exchange.dispatch(worker -> find(worker, path, below));
        } else {
            find(exchange, path, below);
        }
    }

    /** The path below the folder. */
    private String below(String path) {
        int start = path.startsWith(prefix) ? prefix.length() : 0;
        return start < path.length() && path.charAt(start) == '/' ? path.substring(start + 1) : path.substring(start);
    }

    private void find(HttpServerExchange exchange, String path, String below) throws IOException {
        Folder.Found found = folder.find(below);
        if (found instanceof Folder.Found.File file) {
            send(exchange, below, file.facts());
            return;
        }
        cache.invalidate(below);
        if (found instanceof Folder.Found.SlashMissing) {
            SlashRedirect.send(exchange, path);
        } else {
            boolean there = !(found instanceof Folder.Found.Nothing);
            RequestLog.write(exchange, LogLevel.ERR, folder.complaint(below, found));
            ErrorPage.send(exchange, there ? StatusCodes.FORBIDDEN : StatusCodes.NOT_FOUND);
        }
    }

    private void send(HttpServerExchange exchange, String below, FileFacts facts) throws IOException {
        if (facts.size() > SMALL) {
            cache.invalidate(below);
            FileChannel channel = FileChannel.open(facts.file(), StandardOpenOption.READ);
            exchange.dispatch(exchange.getIoThread(), onIo -> FileResponse.send(onIo, facts, channel));
            return;
        }
        CachedFile cached = cache.getIfPresent(below);
        if (cached == null || !cached.stillIs(facts)) {
            cached = new CachedFile(facts, read(facts), nanos.getAsLong());
            if (cached.bytes().remaining() == facts.size()) {
                cache.put(below, cached);
            }
        }
        FileResponse.send(exchange, cached);
    }

    private static ByteBuffer read(FileFacts facts) throws IOException {
        try (FileChannel channel = FileChannel.open(facts.file(), StandardOpenOption.READ)) {
            ByteBuffer bytes = ByteBuffer.allocateDirect((int) facts.size());
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // until the end of the file, or of what it was when it was looked at
            }
            return bytes.flip();
        }
    }
}
