package dev.cuprum.undertow.standalone.command;

import dev.cuprum.migration.Migration;

/** Another system that units are imported from. */
interface ImportSource extends AutoCloseable {

    /**
     * What there is.
     *
     * @param migration what becomes of the units
     * @param lost whether there are none because the source has lost its data
     */
    record Found(Migration migration, boolean lost) {}

    /** Names it to people, without passwords. */
    String name();

    /**
     * Looks.
     *
     * @throws dev.cuprum.migration.MigrationException where what is there makes no sense as a whole
     * @throws SourceException where it cannot be read
     */
    Found look();

    @Override
    void close();

    /** The source that the options name. */
    static ImportSource of(ImportOptions options) {
        return switch (options.system()) {
            case RESTY -> new RestySource(options);
            case DYNACODE -> new DynacodeSource(options);
        };
    }
}
