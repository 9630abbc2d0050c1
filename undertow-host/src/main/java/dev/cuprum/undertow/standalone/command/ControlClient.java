package dev.cuprum.undertow.standalone.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cuprum.store.UnitJson;
import dev.cuprum.undertow.control.AdminToken;
import dev.cuprum.undertow.standalone.config.Address;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.InvalidUnitException;
import dev.cuprum.unit.Problem;
import dev.cuprum.unit.UnitId;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A client of the control plane of a running node. Not thread-safe. */
final class ControlClient {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A unit in the version of an entity tag. */
    private record Version(String etag, ComputingUnit unit) {}

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Address address;
    private final Path data;
    private final Map<String, String> environment;
    private final Duration patience;
    private Map<String, Version> known = Map.of();

    /**
     * @param data where the node keeps its admin token
     * @param environment the environment variables, which may name the token
     */
    ControlClient(Address address, Path data, Map<String, String> environment) {
        this(address, data, environment, PATIENCE);
    }

    /**
     * @param patience how long an answer is waited for
     */
    ControlClient(Address address, Path data, Map<String, String> environment, Duration patience) {
        this.patience = patience;
        this.address = address;
        this.data = data;
        this.environment = environment;
    }

    /** Names the control plane to people. */
    String name() {
        return "the control plane at " + address;
    }

    /**
     * The units whose ids begin so. Of those it has seen before it asks for what has changed only.
     *
     * @throws ControlException where there is no answer, or no good one
     */
    SortedMap<UnitId, ComputingUnit> units(String prefix) {
        Map<String, Version> seen = new HashMap<>();
        SortedMap<UnitId, ComputingUnit> units = new TreeMap<>();
        for (JsonNode listed : json(good(call("GET", "/api/units", "")).body()).path("units")) {
            String id = listed.path("id").asText();
            String etag = listed.path("etag").asText();
            if (id.startsWith(prefix)) {
                Version before = known.get(id);
                Version version =
                        before != null && before.etag().equals(etag) ? before : new Version(etag, unit(UnitId.of(id)));
                seen.put(id, version);
                units.put(UnitId.of(id), version.unit());
            }
        }
        known = seen;
        return units;
    }

    private ComputingUnit unit(UnitId id) {
        byte[] body = good(call("GET", "/api/units/" + id, "")).body();
        try {
            return UnitJson.read(id, body);
        } catch (InvalidUnitException e) {
            throw new ControlException(
                    name() + " has a unit '" + id + "' that this version does not understand: " + e.describe(), e);
        }
    }

    /**
     * Publishes a release, given in its JSON form.
     *
     * @throws ControlException where there is no answer, or one that is about something else than the release
     */
    Verdict publish(String release) {
        HttpResponse<byte[]> response = call("POST", "/api/releases", release);
        if (response.statusCode() != 422) {
            JsonNode answer = json(good(response).body());
            List<String> warnings = new ArrayList<>();
            answer.path("warnings").forEach(warning -> warnings.add(warning.asText()));
            return new Verdict.Published(answer.path("generation").asLong(), warnings);
        }
        JsonNode refusal = json(response.body());
        List<Problem> problems = new ArrayList<>();
        refusal.path("problems")
                .forEach(problem -> problems.add(new Problem(
                        problem.path("field").asText(),
                        problem.path("message").asText(),
                        problem.path("line").asInt())));
        return new Verdict.Refused(refusal.path("detail").asText(), problems);
    }

    private HttpResponse<byte[]> good(HttpResponse<byte[]> response) {
        if (response.statusCode() == 200) {
            return response;
        }
        String detail = response.statusCode() == 401
                ? "the admin token is another one; set " + AdminToken.VARIABLE
                        + ", or name the node's data folder with --data DIR"
                : json(response.body()).path("detail").asText("");
        throw new ControlException(name() + " answers with status " + response.statusCode() + ": " + detail);
    }

    private HttpResponse<byte[]> call(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + path))
                .timeout(patience)
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            return client.send(request, BodyHandlers.ofByteArray());
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw new ControlException(
                    name()
                            + " does not answer; start the node with 'cuprum serve',"
                            + " or name another with --control ADDRESS",
                    e);
        } catch (IOException e) {
            throw unanswered(method, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ControlException("interrupted while asking " + name(), e);
        }
    }

    /** What is sent may have been done, though the answer did not come. */
    private ControlException unanswered(String method, IOException e) {
        String fact = name() + " has taken a call and not answered it"
                + (e instanceof HttpTimeoutException ? " within " + patience.toSeconds() + " s" : " (" + e + ")");
        return method.equals("GET")
                ? new ControlException(fact + "; see what the log of that node says", e)
                : new ControlException.Unanswered(
                        fact
                                + "; the release may be published, as a whole, or may not be. The next import looks at what"
                                + " there is, and publishes what is missing",
                        e);
    }

    /** Looked for at each call, as the node may not have made it yet at the first. */
    private String token() {
        return AdminToken.present(data, environment)
                .orElseThrow(() -> new ControlException("there is no admin token: " + AdminToken.VARIABLE
                        + " is not set, and there is no file " + AdminToken.file(data)
                        + "; name the node's data folder with --data DIR"));
    }

    private JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new ControlException(
                    name() + " does not speak as a control plane does: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new ControlException(name() + " has sent half an answer", e);
        }
    }
}
