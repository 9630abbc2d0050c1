package dev.cuprum.lua.compiler;

import java.util.List;

/**
 * What a part of a function uses of the rest of it.
 *
 * @param variables the variables that are declared outside the part
 * @param varargs whether it uses the arguments beyond the parameters
 */
record Uses(List<Variable> variables, boolean varargs) {}
