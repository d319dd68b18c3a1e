import { CircleDollarSign, UserCheck, UserPlus, Users } from 'lucide-react';
import { own } from '../../catalogue/own.ts';
import type { PanelCatalogue } from '../../contract/families/panel/index.ts';
import { type Icon, iconOf } from '../ui/feature-icon.tsx';
import type { ActivityNumberDef, CardMetric } from './numbers.ts';

const ICONS: Readonly<Partial<Record<CardMetric, Icon>>> = {
  totalUsers: Users,
  newUsers: UserPlus,
  activeUsers: UserCheck,
  revenue: CircleDollarSign,
};

/** A number's own icon; that of the first action where it adds up actions. */
export function numberIcon(
  name: CardMetric,
  { counts }: Pick<ActivityNumberDef, 'counts'>,
  c: PanelCatalogue,
): Icon {
  const [first] = (counts && own(c.metrics, counts)?.flatMap(({ actions }) => actions)) || [];
  return ICONS[name] ?? iconOf(first && own(c.features, own(c.actions, first)?.feature ?? '')?.icon);
}
