/** What operators ask of dates: by the first and the last day that they can mean. */
import { gt, gte, isNotNull, isNull, lt, lte, or, type SQL, sql } from 'drizzle-orm';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import { sortDay } from '../schema/columns.ts';
import { makeInterval, parseEdtf } from '../schema/edtf.ts';
import { getParameter, type Parameter } from '../schema/parameters.ts';
import type { Resource } from '../schema/resource.ts';
import { getDays, getPeriod } from '../store/values.ts';
import type { Condition } from './query.ts';
import {
  avoidIndex,
  estimateRange,
  type Form,
  hasRow,
  joinTests,
  type ReadOperator,
  useIndex,
} from './sql-condition.ts';

/** Whether a date may mean several days, and is sorted by the first that it has. */
const hasSeveralDays = (earliest: AnySQLiteColumn, latest: AnySQLiteColumn): boolean => earliest !== latest;

/** First and last day of a date that is asked for, as values that are bound; null where it is open on that side. */
interface BoundSpan {
  from: SQL | null;
  to: SQL | null;
}

/** That a date lies wholly within a span. */
export const isWithin = (earliest: SQL, latest: SQL, { from, to }: BoundSpan, several: boolean) => [
  ...(from ? [gte(earliest, from)] : []),
  ...(to ? [lte(latest, to)] : []),
  // It follows from the other two, and gives the index on `earliest` an upper bound.
  ...(from && to && several ? [lte(earliest, to)] : []),
];

/** That a date may lie in a span in part; an end that it leaves open is bounded by nothing. */
export const overlaps = (earliest: SQL, latest: SQL, { from, to }: BoundSpan) => [
  or(isNotNull(earliest), isNotNull(latest)),
  ...(from ? [or(isNull(latest), gte(latest, from))] : []),
  ...(to ? [or(isNull(earliest), lte(earliest, to))] : []),
];

/** That a date is within, or overlaps, one of those asked for. */
export const readSpans =
  (test: typeof isWithin | typeof overlaps): ReadOperator =>
  (input) => {
    const { resource, parameter, values, bind } = input;
    const { earliest, latest } = getDays(resource, parameter);
    const bindings: Record<string, unknown> = {};
    const spans = values.map((value, index): BoundSpan => {
      const span = parseEdtf(String(value));
      if (span?.earliest) bindings[`from${index}`] = span.earliest;
      if (span?.latest) bindings[`to${index}`] = span.latest;
      return {
        from: span?.earliest ? bind(`from${index}`) : null,
        to: span?.latest ? bind(`to${index}`) : null,
      };
    });
    const several = hasSeveralDays(earliest, latest);
    const testSpans = (column: typeof avoidIndex) =>
      or(...spans.map((span) => joinTests(test(column(earliest), column(latest), span, several)))) ??
      sql`false`;
    const [only, another] = spans;
    const day = sortDay(earliest, latest);
    return {
      shape: spans.map(({ from, to }) => `${from ? 'f' : ''}${to ? 't' : ''}`).join(','),
      bindings,
      // What overlaps may begin before and end after: no index leads to it.
      ...(test === overlaps ? { estimate: null } : estimateRange(input)),
      where: (form) => {
        if (form === 'lead') return testSpans(useIndex);
        const plainly = testSpans(avoidIndex);
        // The day that dates are sorted by lies within as well, so that the walk begins and ends there.
        if (form !== 'walk' || test === overlaps || !only || another || !hasSeveralDays(earliest, latest))
          return plainly;
        const { from, to } = only;
        return joinTests([plainly, from ? gte(day, from) : undefined, to ? lte(day, to) : undefined]);
      },
    };
  };

/** Conditions by which dates that only may lie there are found as well; null where none is asked of a date. */
export function widen(resource: Resource, conditions: readonly Condition[]): Condition[] | null {
  const wide = conditions.map((condition): Condition => {
    const parameter = getParameter(resource, condition.name);
    const { operator, type, field } = parameter;
    const overlapping = `${field}__overlaps`;
    // What is always one day lies there or does not.
    const days = type.name === 'date' && getDays(resource, parameter);
    if (!days || !hasSeveralDays(days.earliest, days.latest)) return condition;
    if (operator === 'eq') return { ...condition, name: overlapping };
    if (!Object.hasOwn(DATE_COMPARISONS, operator)) return condition;
    const interval = makeInterval(operator as keyof typeof DATE_COMPARISONS, String(condition.values[0]));
    return interval === null ? condition : { name: overlapping, values: [interval] };
  });
  return wide.some((condition, index) => condition !== conditions[index]) ? wide : null;
}

/** Which end of a date is held against which of the one asked for: an end that is open meets none. */
const DATE_COMPARISONS = {
  gte: { compare: gte, date: 'earliest', bound: 'earliest' },
  gt: { compare: gt, date: 'earliest', bound: 'latest' },
  lte: { compare: lte, date: 'latest', bound: 'latest' },
  lt: { compare: lt, date: 'latest', bound: 'earliest' },
} as const;

/** What a date that begins or ends before or after another is. */
export const readDateComparison =
  (operator: keyof typeof DATE_COMPARISONS): ReadOperator =>
  (input) => {
    const { resource, parameter, values, bind } = input;
    const { compare, date, bound } = DATE_COMPARISONS[operator];
    const { earliest, latest } = getDays(resource, parameter);
    const column = date === 'earliest' ? earliest : latest;
    const value = parseEdtf(String(values[0]))?.[bound] ?? null;
    const isOrder = !hasSeveralDays(earliest, latest);
    const writeColumn = (form: Form) =>
      (form === 'lead' || (form === 'walk' && isOrder) ? useIndex : avoidIndex)(column);
    // `date__gte=../2024` says nothing of when it begins at the latest: all that begin at some time.
    if (value === null && (operator === 'gte' || operator === 'lte'))
      return {
        shape: 'open',
        bindings: {},
        ...estimateRange(input),
        where: (form) => isNotNull(writeColumn(form)),
      };
    return {
      shape: 'bound',
      bindings: { value },
      ...estimateRange(input),
      where: (form) => {
        const own = compare(writeColumn(form), bind('value'));
        // The day that dates are sorted by lies between the first and the last.
        return form === 'walk' && !isOrder
          ? joinTests([own, compare(sortDay(earliest, latest), bind('value'))])
          : own;
      },
    };
  };

/** What stands on a day, which is bound. */
export function standsOn(resource: Resource, parameter: Parameter, day: SQL, form: Form = 'lead'): SQL {
  const { from, to } = getPeriod(resource, parameter);
  const column = form === 'lead' ? useIndex : avoidIndex;
  return joinTests([lte(column(from), day), or(isNull(column(to)), gt(column(to), day))]);
}

/** What stands on the day that is asked for. */
export const readStandingDay: ReadOperator = (input) => {
  const { store, resource, parameter, values, columns, bind } = input;
  return {
    shape: 'day',
    bindings: { value: String(values[0]) },
    estimate: store.count(resource.name) / 2,
    where: (form) => {
      const test = standsOn(resource, parameter, bind('value'), columns.rows ? 'lead' : form);
      return columns.rows ? hasRow(input, columns, [test], form) : test;
    },
  };
};
