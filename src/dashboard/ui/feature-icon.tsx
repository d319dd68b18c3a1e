import {
  Activity,
  CircleUserRound,
  Eye,
  Image,
  Layers,
  type LucideProps,
  MessagesSquare,
  Sparkles,
  Upload,
} from 'lucide-react';
import type { ComponentType } from 'react';
import { own } from '../../catalogue/own.ts';
import type { PanelCatalogue } from '../../contract/families/panel/index.ts';
import { later } from './later.tsx';

export type Icon = ComponentType<LucideProps>;

/** Those of the default catalogue; what another one names comes when it is drawn. */
const ICONS: Readonly<Record<string, Icon>> = {
  Activity,
  CircleUserRound,
  Eye,
  Image,
  Layers,
  MessagesSquare,
  Sparkles,
  Upload,
};

const others = new Map<string, Icon>();

/** An icon by the name that the catalogue gives, the same component each time; Activity for a name that there is none of. */
export function iconOf(name: string | null | undefined): Icon {
  if (!name) return Activity;
  const known = own(ICONS, name) ?? others.get(name);
  if (known) return known;
  const Other = later<LucideProps>(async () => {
    const more: Readonly<Record<string, Icon>> = await import('./more-icons.ts');
    return { default: own(more, name) ?? Activity };
  });
  const icon = (props: LucideProps) => <Other {...props} meanwhile={<Activity {...props} opacity={0} />} />;
  others.set(name, icon);
  return icon;
}

export function FeatureIcon({
  icon,
  className = 'size-4',
}: {
  icon: string | undefined;
  className?: string;
}) {
  const Icon = iconOf(icon);
  return <Icon className={className} aria-hidden="true" />;
}

type Features = PanelCatalogue['features'];

export const featureLabel = (features: Features, name: string): string => features[name]?.label ?? name;
export const featureIcon = (features: Features, name: string): string | undefined => features[name]?.icon;
