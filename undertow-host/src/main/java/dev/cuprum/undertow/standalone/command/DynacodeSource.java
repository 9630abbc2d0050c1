package dev.cuprum.undertow.standalone.command;

import dev.cuprum.migration.DynacodeDocument;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/** The document of a lua-resty-dynacode, in a file or from its API. */
final class DynacodeSource implements ImportSource {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Pattern SECRETS = Pattern.compile("[@?#]");

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
        if (isUrl(options.location())) {
            request();
        }
    }

    private static boolean isUrl(String location) {
        return location.matches("(?i)https?://.*");
    }

    private HttpRequest request() {
        try {
            return HttpRequest.newBuilder(URI.create(options.location()))
                    .timeout(PATIENCE)
                    .header("Accept", "application/json")
                    .build();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--from-dynacode: '" + name() + "' is no URL"); // e has its secrets.
        }
    }

    @Override
    public String name() {
        return name(options.location());
    }

    /** A location as people may see it: a URL without user, password, query and fragment, any of which may be secret. */
    static String name(String location) {
        if (!isUrl(location) || !SECRETS.matcher(location).find()) {
            return location;
        }
        try {
            URI url = new URI(location);
            return url.getHost() == null
                    ? hidden(location)
                    : location.substring(0, location.indexOf("//") + 2)
                            + url.getHost()
                            + (url.getPort() < 0 ? "" : ":" + url.getPort())
                            + url.getRawPath();
        } catch (URISyntaxException e) { // Its message has the whole of it.
            return hidden(location);
        }
    }

    /** What is no URL may hold its secrets anywhere. */
    private static String hidden(String location) {
        return location.substring(0, location.indexOf("//")) + "//…";
    }

    @Override
    public Found look() {
        return new Found(
                DynacodeDocument.translate(isUrl(options.location()) ? fetched() : read(), options.prefix()), false);
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
