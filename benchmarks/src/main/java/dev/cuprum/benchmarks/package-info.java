/** What running units costs: JMH benchmarks, and the server for side-by-side HTTP runs. */
@NullMarked
package dev.cuprum.benchmarks;

import org.jspecify.annotations.NullMarked;
