package dev.cuprum.undertow.standalone.command;

import dev.cuprum.migration.DynacodeDocument;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/** The document of a lua-resty-dynacode, in a file or from its API. */
final class DynacodeSource implements ImportSource {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ImportOptions options;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    /**
     * @throws IllegalArgumentException where the location looks like a URL and is none
     */
    DynacodeSource(ImportOptions options) {
        this.options = options;
        if (isUrl()) {
            request();
        }
    }

    private boolean isUrl() {
        return options.location().matches("(?i)https?://.*");
    }

    private HttpRequest request() {
        try {
            return HttpRequest.newBuilder(URI.create(options.location()))
                    .timeout(PATIENCE)
                    .header("Accept", "application/json")
                    .build();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--from-dynacode: '" + name() + "' is no URL", e);
        }
    }

    @Override
    public String name() {
        return options.location().replaceFirst("//[^/@]*@", "//");
    }

    @Override
    public Found look() {
        return new Found(DynacodeDocument.translate(isUrl() ? fetched() : read(), options.prefix()), false);
    }

    private byte[] read() {
        try {
            return Files.readAllBytes(Path.of(options.location()));
        } catch (NoSuchFileException e) {
            throw new SourceException("there is no file " + options.location(), e);
        } catch (IOException e) {
            throw new SourceException("the file " + options.location() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private byte[] fetched() {
        try {
            HttpResponse<byte[]> response = client.send(request(), BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new SourceException(name() + " answers with status " + response.statusCode() + " and not 200");
            }
            return response.body();
        } catch (IOException e) {
            throw new SourceException(name() + " does not answer (" + e + ")", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceException("interrupted while asking " + name(), e);
        }
    }

    /** There is nothing to close. */
    @Override
    public void close() {}
}
