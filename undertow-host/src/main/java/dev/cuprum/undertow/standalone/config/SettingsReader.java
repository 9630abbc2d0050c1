package dev.cuprum.undertow.standalone.config;

import dev.cuprum.undertow.RouteSettings.ErrorTarget;
import java.util.List;

/** Reads what is set for a route, or for the whole server: the two have the same keys for it. */
final class SettingsReader {

    private SettingsReader() {}

    static SettingsDraft settings(Section section) {
        SettingsDraft draft = new SettingsDraft();
        section.section("set").ifPresent(given -> given.words().forEach((name, words) -> {
            if (words.size() == 1) {
                given.attempt(name, () -> draft.set(name, words.get(0)));
            } else {
                given.complain(name, "must be one text");
            }
        }));
        section.text("defaultType").ifPresent(type -> section.attempt("defaultType", () -> draft.defaultType(type)));
        section.section("errorPages").ifPresent(given -> errorPages(given, draft));
        section.words("access").forEach(rule -> section.attempt("access", () -> access(rule, draft)));
        if (section.text("satisfy", SettingsReader::satisfiesAny).orElse(false)) {
            draft.satisfyAny();
        }
        return draft;
    }

    private static void errorPages(Section given, SettingsDraft draft) {
        for (String statuses : given.names()) {
            if (given.isSection(statuses)) {
                given.section(statuses).ifPresent(inner -> {
                    if (!inner.has("to")) {
                        inner.complain("to", "is missing: which path or @name answers?");
                    }
                    int status = inner.text("status", SettingsReader::status).orElse(ErrorTarget.KEEPS);
                    inner.text("to").ifPresent(to -> errorPages(given, statuses, new ErrorTarget(to, status), draft));
                    inner.end();
                });
            } else {
                given.text(statuses)
                        .ifPresent(to -> errorPages(given, statuses, new ErrorTarget(to, ErrorTarget.KEEPS), draft));
            }
        }
    }

    private static void errorPages(Section given, String statuses, ErrorTarget target, SettingsDraft draft) {
        for (String status : statuses.strip().split("\\s+")) {
            given.attempt(statuses, () -> draft.errorPage(number(status), target));
        }
    }

    private static int status(String word) {
        if (word.equals("target")) {
            return ErrorTarget.TARGETS;
        }
        int status = number(word);
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException(
                    "'" + word + "' is no status: write 200 to 599, or target for the one the target answers with");
        }
        return status;
    }

    private static int number(String word) {
        if (!word.matches("[0-9]{3}")) {
            throw new IllegalArgumentException("'" + word + "' is no status: write three digits");
        }
        return Integer.parseInt(word);
    }

    private static void access(String rule, SettingsDraft draft) {
        String[] words = rule.strip().split("\\s+");
        if (words.length != 2 || !List.of("allow", "deny").contains(words[0])) {
            throw new IllegalArgumentException(
                    "'" + rule + "' is no rule: write allow or deny, and all, an address or a range");
        }
        draft.access(words[0].equals("allow"), words[1]);
    }

    private static boolean satisfiesAny(String word) {
        if (!List.of("all", "any").contains(word)) {
            throw new IllegalArgumentException("'" + word + "' is neither all (access rules and units must allow a"
                    + " request) nor any (one of them is enough)");
        }
        return word.equals("any");
    }
}
