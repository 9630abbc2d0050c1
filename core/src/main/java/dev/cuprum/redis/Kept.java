package dev.cuprum.redis;

import dev.cuprum.store.SnapshotFile;
import dev.cuprum.store.StoreAlarm.Kind;
import java.io.IOException;
import java.util.Optional;

/** What a node finds on its disk when it starts: the last good generation, where it can be believed. */
final class Kept {

    private static final String NOTHING = ". This node starts with what Redis has";

    private final SnapshotFile file;
    private final Trust trust;
    private final Alarms alarms;

    Kept(SnapshotFile file, Trust trust, Alarms alarms) {
        this.file = file;
        this.trust = trust;
        this.alarms = alarms;
    }

    /** Reads it. A file that cannot be used is set aside, and an alarm says so. */
    Optional<Picture> read() {
        Optional<SnapshotFile.Saved> saved = file.read(message -> alarms.raise(Kind.FILE, message + NOTHING));
        Optional<Picture> picture = saved.flatMap(Picture::of);
        Optional<String> objection = saved.isPresent() && trust.isRequired()
                ? picture.map(this::objection).orElse(Optional.of("it does not say which release it is of"))
                : Optional.empty();
        objection.ifPresent(this::refuse);
        return objection.isEmpty() ? picture : Optional.empty();
    }

    private Optional<String> objection(Picture picture) {
        return trust.objection(picture.head())
                .or(() ->
                        picture.isWhole() ? Optional.empty() : Optional.of("its units are not those that were signed"));
    }

    private void refuse(String objection) {
        alarms.raise(
                Kind.FILE, "the file " + file.path() + " is not trusted: " + objection + "; " + setAside() + NOTHING);
    }

    private String setAside() {
        try {
            return "it was set aside as " + file.setAside("untrusted");
        } catch (IOException e) {
            return "it could not be set aside: " + e;
        }
    }
}
