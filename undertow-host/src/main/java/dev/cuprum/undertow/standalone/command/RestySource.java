package dev.cuprum.undertow.standalone.command;

import dev.cuprum.migration.RestyUnits;
import dev.cuprum.redis.CodingUnits;
import dev.cuprum.store.StoreUnavailableException;
import java.util.List;

/** The Redis of a resty-edge-computing. */
final class RestySource implements ImportSource {

    private final CodingUnits units;
    private final ImportOptions options;

    /**
     * @throws IllegalArgumentException where the location is no address of Redis
     */
    RestySource(ImportOptions options) {
        this.options = options;
        this.units = CodingUnits.at(List.of(options.location()));
    }

    @Override
    public String name() {
        return units.server();
    }

    @Override
    public Found look() {
        try {
            CodingUnits.Found found = units.read();
            return new Found(RestyUnits.translate(found.values(), options.prefix(), options.share()), found.lost());
        } catch (StoreUnavailableException e) {
            throw new SourceException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        units.close();
    }
}
