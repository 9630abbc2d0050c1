package dev.cuprum.lua.compiler;

import dev.cuprum.lua.compiler.Expression.Binary;
import dev.cuprum.lua.compiler.Expression.Call;
import dev.cuprum.lua.compiler.Expression.Concatenation;
import dev.cuprum.lua.compiler.Expression.Constant;
import dev.cuprum.lua.compiler.Expression.Index;
import dev.cuprum.lua.compiler.Expression.Item;
import dev.cuprum.lua.compiler.Expression.ItemsPart;
import dev.cuprum.lua.compiler.Expression.LargeTable;
import dev.cuprum.lua.compiler.Expression.Local;
import dev.cuprum.lua.compiler.Expression.MethodCall;
import dev.cuprum.lua.compiler.Expression.Parenthesized;
import dev.cuprum.lua.compiler.Expression.Steps;
import dev.cuprum.lua.compiler.Expression.TableConstructor;
import dev.cuprum.lua.compiler.Expression.Unary;
import dev.cuprum.lua.compiler.Expression.Vararg;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Divides expressions that are too large for one method: puts what is large in them into methods of its own. */
final class Partition {

    /** How large an expression may be within a statement. */
    private static final int MOST = 1400;

    /** What is smaller is not worth a method. */
    private static final int LEAST = 120;

    /** A chain of more operations than that is computed step by step. */
    private static final int LONG_SPINE = 12;

    private final FunctionBody function;
    private final Size size;

    Partition(FunctionBody function, Size size) {
        this.function = function;
        this.size = size;
    }

    List<Expression> divideAll(List<Expression> expressions) {
        List<Expression> divided = new ArrayList<>(expressions.size());
        expressions.forEach(expression -> divided.add(divide(expression)));
        return divided;
    }

    @Nullable
    Expression divideOrNull(@Nullable Expression expression) {
        return expression == null ? null : divide(expression);
    }

    /** The same expression, small enough. */
    Expression divide(Expression expression) {
        if (size.of(expression) <= MOST || Walk.children(expression).isEmpty()) {
            return expression;
        }
        if (expression instanceof TableConstructor table) {
            return divideTable(table);
        }
        if (expression instanceof Concatenation concatenation) {
            return divideConcatenation(concatenation);
        }
        List<Expression> spine = spine(expression);
        if (spine.size() > LONG_SPINE) {
            return divideSpine(spine);
        }
        List<Expression> children = new ArrayList<>(divideAll(Walk.children(expression)));
        int total = size.of(rebuilt(expression, children));
        while (total > MOST) {
            int largest = largest(children);
            if (largest < 0) {
                break;
            }
            children.set(largest, part(children.get(largest)));
            total = size.of(rebuilt(expression, children));
        }
        return rebuilt(expression, children);
    }

    /** An expression, its first operand, the first operand of that and so on. */
    private static List<Expression> spine(Expression expression) {
        List<Expression> spine = new ArrayList<>();
        Expression next = expression;
        while (next instanceof Binary || next instanceof Index || next instanceof Call || next instanceof MethodCall) {
            spine.add(next);
            next = Walk.children(next).get(0);
        }
        spine.add(next);
        return spine;
    }

    /** What is computed first is at the bottom; from there on up, step by step, each in a method that calls no other. */
    private Expression divideSpine(List<Expression> spine) {
        List<Variable> variables = new ArrayList<>();
        List<Expression> steps = new ArrayList<>();
        Expression result = divide(spine.get(spine.size() - 1));
        for (int i = spine.size() - 2; i >= 0; i--) {
            List<Expression> children = new ArrayList<>(Walk.children(spine.get(i)));
            children.set(0, result);
            for (int j = 1; j < children.size(); j++) {
                Expression child = divide(children.get(j));
                boolean several = j == children.size() - 1 && Expressions.isMultiple(child);
                children.set(j, size.of(child) > LEAST && !several ? part(child) : child);
            }
            result = rebuilt(spine.get(i), children);
            if (size.of(result) > MOST && i > 0) {
                Variable variable = new Variable("", function);
                variable.number = false;
                steps.add(part(result));
                variables.add(variable);
                result = new Local(variable);
            }
        }
        return grouped(variables, steps, result);
    }

    /** Steps of which runs have methods of their own, and runs of these again, until all are few enough. */
    private Expression grouped(List<Variable> variables, List<Expression> steps, Expression result) {
        List<Variable> ends = variables;
        List<Expression> groups = steps;
        while (total(groups) > MOST) {
            List<Variable> fewerEnds = new ArrayList<>();
            List<Expression> fewer = new ArrayList<>();
            int from = 0;
            int total = 0;
            for (int i = 0; i <= groups.size(); i++) {
                int next = i < groups.size() ? size.of(groups.get(i)) + LEAST / 10 : MOST;
                if (total + next > MOST && i > from) {
                    fewer.add(group(ends, groups, from, i));
                    fewerEnds.add(ends.get(i - 1));
                    from = i;
                    total = 0;
                }
                total += next;
            }
            ends = fewerEnds;
            groups = fewer;
        }
        return new Steps(List.copyOf(ends), List.copyOf(groups), result);
    }

    private int total(List<Expression> steps) {
        return steps.stream().mapToInt(step -> size.of(step) + LEAST / 10).sum();
    }

    /** The steps from one to before another as one, whose result is that of the last. */
    private Expression group(List<Variable> variables, List<Expression> steps, int from, int to) {
        if (to - from == 1) {
            return steps.get(from);
        }
        List<Variable> before = List.copyOf(variables.subList(from, to - 1));
        List<Expression> values = List.copyOf(steps.subList(from, to - 1));
        return part(new Steps(before, values, steps.get(to - 1)));
    }

    /** The largest that can have a method of its own; -1 where there is none. */
    private int largest(List<Expression> expressions) {
        int largest = -1;
        int most = LEAST;
        for (int i = 0; i < expressions.size(); i++) {
            Expression expression = expressions.get(i);
            boolean several = i == expressions.size() - 1 && Expressions.isMultiple(expression);
            if (!several && size.of(expression) > most && !(expression instanceof Expression.Part)) {
                largest = i;
                most = size.of(expression);
            }
        }
        return largest;
    }

    private Expression part(Expression expression) {
        if (expression instanceof Constant || expression instanceof Local || expression instanceof Vararg) {
            return expression;
        }
        return new Expression.Part(
                expression, new UsesFinder(function).expression(expression).found());
    }

    private static Expression rebuilt(Expression expression, List<Expression> children) {
        if (expression instanceof Binary binary) {
            return new Binary(binary.operator(), children.get(0), children.get(1), binary.line());
        }
        if (expression instanceof Index index) {
            return new Index(children.get(0), children.get(1), index.line());
        }
        if (expression instanceof Unary unary) {
            return new Unary(unary.operator(), children.get(0), unary.line());
        }
        if (expression instanceof Parenthesized) {
            return new Parenthesized(children.get(0));
        }
        if (expression instanceof Concatenation concatenation) {
            return new Concatenation(List.copyOf(children), concatenation.line());
        }
        List<Expression> arguments = List.copyOf(children.subList(1, children.size()));
        if (expression instanceof Call call) {
            return new Call(children.get(0), arguments, call.line());
        }
        MethodCall call = (MethodCall) expression;
        return new MethodCall(children.get(0), call.name(), arguments, call.line());
    }

    /** Concatenation goes from the right, so that what is on the right can be done apart. */
    private Expression divideConcatenation(Concatenation concatenation) {
        List<Expression> parts = divideAll(concatenation.parts());
        int line = concatenation.line();
        Expression right = parts.get(parts.size() - 1);
        List<Expression> left = new ArrayList<>();
        int total = size.of(right);
        for (int i = parts.size() - 2; i >= 0; i--) {
            Expression part = parts.get(i);
            if (total + size.of(part) > MOST && !left.isEmpty()) {
                right = part(concatenation(left, right, line));
                left.clear();
                total = size.of(right);
            }
            left.add(0, part);
            total += size.of(part) + LEAST / 10;
        }
        return concatenation(left, right, line);
    }

    private static Concatenation concatenation(List<Expression> left, Expression right, int line) {
        List<Expression> parts = new ArrayList<>(left);
        parts.add(right);
        return new Concatenation(List.copyOf(parts), line);
    }

    private Expression divideTable(TableConstructor table) {
        List<Item> items = new ArrayList<>();
        for (Item item : table.items()) {
            items.add(new Item(divideOrNull(item.key()), divide(item.value())));
        }
        TableConstructor divided = new TableConstructor(List.copyOf(items), table.line());
        if (size.of(divided) <= MOST) {
            return divided;
        }
        List<ItemsPart> parts = new ArrayList<>();
        int from = 0;
        int total = 0;
        UsesFinder uses = new UsesFinder(function);
        for (int i = 0; i < items.size(); i++) {
            int next = size.ofItem(items.get(i));
            if (total + next > MOST && i > from) {
                parts.add(new ItemsPart(from, i, uses.found()));
                uses = new UsesFinder(function);
                from = i;
                total = 0;
            }
            total += next;
            Expression key = items.get(i).key();
            if (key != null) {
                uses.expression(key);
            }
            uses.expression(items.get(i).value());
        }
        parts.add(new ItemsPart(from, items.size(), uses.found()));
        return new LargeTable(divided, List.copyOf(parts));
    }
}
