package dev.cuprum.lua.lib;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds what a unit will require, before it runs, as far as that can be told. */
public final class ModuleReach {

    private final ModuleFiles files;
    private final Set<String> builtIn;

    /**
     * @param builtIn the modules that are neither files nor units
     */
    public ModuleReach(ModuleFiles files, Set<String> builtIn) {
        this.files = files;
        this.builtIn = Set.copyOf(builtIn);
    }

    /** A unit and all modules in files that it requires, by way of each other too; empty where others may join them. */
    public Optional<List<ModuleText>> of(ModuleText unit) {
        Optional<List<String>> first = unit.requires();
        if (first.isEmpty() || first.get().isEmpty()) {
            return first.map(none -> List.of(unit));
        }
        List<ModuleText> found = new ArrayList<>();
        Set<String> known = new HashSet<>(builtIn);
        Deque<ModuleText> open = new ArrayDeque<>(List.of(unit));
        while (!open.isEmpty()) {
            ModuleText text = open.remove();
            found.add(text);
            Optional<List<String>> names = text.requires();
            if (names.isEmpty()) {
                return Optional.empty();
            }
            for (String name : names.get()) {
                if (known.add(name)) {
                    ModuleText module = files.module(name);
                    if (module == null) {
                        return Optional.empty();
                    }
                    open.add(module);
                }
            }
        }
        return Optional.of(found);
    }
}
