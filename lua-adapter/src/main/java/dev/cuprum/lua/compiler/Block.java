package dev.cuprum.lua.compiler;

import java.util.List;

/** Statements with a scope. */
record Block(List<Statement> statements) {}
