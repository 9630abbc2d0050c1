package dev.cuprum.catalog;

import dev.cuprum.engine.ScriptEngine;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The script engines of a node, by language. What is on the class path is found at once, except for the languages that
 * another engine knows of: they are found when a unit names them. Safe for use by several threads.
 */
public final class Engines implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Engines.class.getName());

    private final Map<String, ScriptEngine> byLanguage;
    /** The engines that others knew of. */
    private final Map<String, ScriptEngine> further = new ConcurrentHashMap<>();

    private Engines(Map<String, ScriptEngine> byLanguage) {
        this.byLanguage = byLanguage;
    }

    /**
     * The engines on the class path, with some put in their place or beside them.
     *
     * @param chosen engines that come before any other of their language
     * @param loader where to look for others
     * @throws IllegalStateException where two engines of one language have equal claims
     */
    public static Engines find(Collection<? extends ScriptEngine> chosen, ClassLoader loader) {
        Map<String, ScriptEngine> result = new TreeMap<>();
        for (ScriptEngine engine : chosen) {
            add(engine, result);
        }
        Map<String, ScriptEngine> found = new TreeMap<>();
        for (ScriptEngine engine : byPriority(loader)) {
            ScriptEngine other = found.get(engine.language());
            if (result.containsKey(engine.language()) || (other != null && other.priority() > engine.priority())) {
                engine.close();
            } else {
                add(engine, found);
            }
        }
        result.putAll(found);
        return new Engines(result);
    }

    private static List<ScriptEngine> byPriority(ClassLoader loader) {
        return ServiceLoader.load(ScriptEngine.class, loader).stream()
                .map(ServiceLoader.Provider::get)
                .filter(ScriptEngine::isAvailable)
                .sorted(Comparator.comparingInt(ScriptEngine::priority).reversed())
                .toList();
    }

    private static void add(ScriptEngine engine, Map<String, ScriptEngine> engines) {
        ScriptEngine other = engines.putIfAbsent(engine.language(), engine);
        if (other != null) {
            throw new IllegalStateException("two script engines for '" + engine.language() + "': "
                    + other.getClass().getName() + " and " + engine.getClass().getName()
                    + "; hand the one you want to the edge's builder, or give it the higher priority");
        }
    }

    /**
     * These engines, with modules in files.
     *
     * @param templates where modules are; empty for nowhere
     */
    public Engines withModulePath(List<String> templates) {
        if (templates.isEmpty()) {
            return this;
        }
        Map<String, ScriptEngine> result = new TreeMap<>();
        byLanguage.forEach((language, engine) -> result.put(language, engine.withModulePath(templates)));
        return new Engines(result);
    }

    /**
     * These engines, with requests of units.
     *
     * @param targets where units may send requests; empty for nowhere
     * @throws IllegalArgumentException where a target is none, or no engine has units that send requests
     */
    public Engines withFetch(List<String> targets) {
        if (targets.isEmpty()) {
            return this;
        }
        Map<String, ScriptEngine> result = new TreeMap<>();
        byLanguage.forEach((language, engine) -> result.put(language, engine.withFetch(targets)));
        if (result.equals(byLanguage)) {
            throw new IllegalArgumentException(
                    "fetch: units of " + languages() + " send no requests; those in JavaScript"
                            + " do, where GraalVM's org.graalvm.polyglot:polyglot and js are on the class path");
        }
        return new Engines(result);
    }

    /** What each engine is, for people, by language. */
    public Map<String, String> descriptions() {
        Map<String, String> result = new TreeMap<>();
        byLanguage.forEach((language, engine) -> result.put(language, engine.description()));
        return result;
    }

    /** The engine of a language. */
    public Optional<ScriptEngine> of(String language) {
        ScriptEngine engine = byLanguage.get(language);
        return Optional.ofNullable(engine != null ? engine : further.computeIfAbsent(language, this::ask));
    }

    private @Nullable ScriptEngine ask(String language) {
        for (ScriptEngine engine : byLanguage.values()) {
            Optional<ScriptEngine> known = engine.engineOf(language);
            if (known.isPresent()) {
                return known.get();
            }
        }
        return null;
    }

    /** The languages there are engines for, as far as that is known yet, in alphabetical order. */
    public List<String> languages() {
        Set<String> languages = new TreeSet<>(byLanguage.keySet());
        languages.addAll(further.keySet());
        return List.copyOf(languages);
    }

    /** Has each engine load what its first executions need. */
    public void warmUp() {
        for (ScriptEngine engine : byLanguage.values()) {
            try {
                engine.warmUp();
            } catch (RuntimeException | LinkageError e) {
                LOG.log(Level.ERROR, "the engine for '" + engine.language() + "' failed to warm up", e);
            }
        }
    }

    @Override
    public void close() {
        byLanguage.values().forEach(ScriptEngine::close);
        further.values().forEach(ScriptEngine::close);
    }
}
