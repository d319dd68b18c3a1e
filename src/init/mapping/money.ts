import { quoted, singular, type Table } from '../tables/table.ts';
import {
  columnOf,
  createDraft,
  type Drafting,
  literal,
  type Propose,
  referenceTo,
  tableOf,
  type ValuesOf,
} from './draft.ts';
import { putKind } from './kind.ts';
import { CREATED, USER } from './words.ts';

const TABLES =
  'credittransaction creditpurchase purchase payment transaction charge order subscription invoice';

/** What a row is of a table without a column that tells it. */
const KINDS: Readonly<Record<string, string | undefined>> = {
  creditpurchase: 'purchase',
  purchase: 'purchase',
  payment: 'purchase',
  charge: 'purchase',
  order: 'purchase',
  subscription: 'subscription',
};

export const creditTransactions: Propose = async ({ tables, users, valuesOf }) => {
  const table = tableOf(tables, TABLES);
  if (!table) return undefined;
  const d = createDraft('creditTransactions', table);
  d.id();
  d.need('user_id', referenceTo(table, users, USER), "the user's id");
  await putKind(d, table, {
    known: ['purchase', 'subscription', 'referral_reward'],
    names: 'kind type transaction_type purchase_type',
    otherwise: KINDS[singular(table.name)],
    valuesOf,
  });
  putAmount(d, table);
  if (!d.maybe('currency', 'currency currency_code')) {
    d.put(`'USD'`, 'currency');
    d.open('currency: the table names none; is it all USD?');
  }
  d.maybe('credits', 'credits credit_amount credits_amount');
  d.needInstant('created_at', `paid_at purchased_at ${CREATED}`);
  await putPaid(d, table, valuesOf);
  return d.done();
};

function putAmount(d: Drafting, table: Table): void {
  const minor = columnOf(
    table,
    'amount_cents amount_in_cents amount_minor price_cents price_in_cents total_cents cents',
  );
  const column = minor ?? columnOf(table, 'amount price total total_amount value amount_paid');
  const name = column && quoted(column.name);
  if (column && !minor && column.type === 'decimal') d.put(`(${name} * 100)::bigint`, 'amount');
  else d.need('amount', column, 'the amount in minor units, such as cents');
  if (column && !minor && column.type !== 'decimal')
    d.open(
      `amount: is ${name} in minor units, such as cents? Of whole units it is (${name} * 100)::bigint as amount`,
    );
}

const PAID = 'paid succeeded success successful completed complete captured settled active'.split(' ');

/** Only what was paid is revenue. */
async function putPaid(d: Drafting, table: Table, valuesOf: ValuesOf): Promise<void> {
  const column = columnOf(table, 'status payment_status state');
  if (!column) return;
  const name = quoted(column.name);
  const values = column.labels ?? (await valuesOf(table, column)) ?? [];
  const paid = values.filter((each) => PAID.includes(each.toLowerCase()));
  d.where(paid.length > 0 ? `${name} in (${paid.map(literal).join(', ')})` : `${name} = '<paid>'`);
  const held = values.length > 0 ? ` (it holds ${values.join(', ')})` : '';
  if (paid.length === 0) d.open(`where: which values of ${name} mean that it was paid${held}?`);
}
