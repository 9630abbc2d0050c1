package dev.cuprum.undertow.nginx;

import dev.cuprum.undertow.nginx.Case.Directive;
import dev.cuprum.undertow.standalone.RouteBuilder;
import dev.cuprum.undertow.standalone.Server;
import dev.cuprum.undertow.standalone.ServerBuilder;
import dev.cuprum.undertow.standalone.SettingsBuilder;
import dev.cuprum.unit.Phase;
import java.util.List;

/** A case on a server of ours. */
final class OurServer {

    private OurServer() {}

    static Server start(Case of, int port) {
        ServerBuilder builder = Server.builder().listen("127.0.0.1", port);
        for (Directive directive : of.server()) {
            if (!setting(builder, directive)) {
                server(builder, directive);
            }
        }
        for (Case.Place place : of.places()) {
            builder.route(place.location(), route -> place.directives().forEach(directive -> {
                if (!setting(route, directive)) {
                    route(route, directive, port);
                }
            }));
        }
        return builder.start();
    }

    private static boolean setting(SettingsBuilder<?> builder, Directive directive) {
        List<String> words = directive.words();
        switch (directive.key()) {
            case "set" -> builder.set(words.get(0), directive.rest().split(" ", 2)[1]);
            case "default_type" -> builder.defaultType(directive.rest());
            case "error_page" -> errorPage(builder, words);
            case "allow" -> builder.allow(directive.rest());
            case "deny" -> builder.deny(directive.rest());
            case "satisfy_any" -> builder.satisfyAny();
            default -> {
                return false;
            }
        }
        return true;
    }

    /** {@code 404 500 =200 /target}, as nginx has it. */
    private static void errorPage(SettingsBuilder<?> builder, List<String> words) {
        String target = words.get(words.size() - 1);
        String changed = words.get(words.size() - 2);
        for (String status : words.subList(0, words.size() - (changed.startsWith("=") ? 2 : 1))) {
            int code = Integer.parseInt(status);
            if (changed.equals("=")) {
                builder.errorPageAsTarget(code, target);
            } else if (changed.startsWith("=")) {
                builder.errorPage(code, Integer.parseInt(changed.substring(1)), target);
            } else {
                builder.errorPage(code, target);
            }
        }
    }

    private static void server(ServerBuilder builder, Directive directive) {
        switch (directive.key()) {
            case "shared" ->
                builder.sharedDictionary(
                        directive.words().get(0), directive.words().get(1));
            case "underscores_in_headers" -> builder.underscoresInHeaders(true);
            case "max_body" -> builder.maxBody(directive.rest());
            case "body_buffer" -> builder.bodyBuffer(directive.rest());
            default -> builder.unit(Phase.parse(directive.key()), directive.rest());
        }
    }

    private static void route(RouteBuilder route, Directive directive, int port) {
        List<String> words = directive.words();
        switch (directive.key()) {
            case "internal" -> route.internal();
            case "respond" -> {
                String[] parts = directive.rest().split(" ", 2);
                route.respond(Integer.parseInt(parts[0]), parts.length > 1 ? parts[1] : "");
            }
            case "redirect" -> route.redirect(Integer.parseInt(words.get(0)), words.get(1));
            case "proxy_self" -> route.proxy("http://127.0.0.1:" + port + directive.rest());
            case "set_by" -> {
                String[] parts = directive.rest().split("\\s+", 2);
                route.setBy(parts[0], parts[1]);
            }
            default -> route.unit(Phase.parse(directive.key()), directive.rest());
        }
    }
}
