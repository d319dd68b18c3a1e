import {
  Activity,
  CircleUserRound,
  Eye,
  Image,
  Layers,
  type LucideIcon,
  MessagesSquare,
  Sparkles,
  Upload,
} from 'lucide-react';
import type { PanelCatalogue } from '../../contract/families/panel/index.ts';

/** Icons by the name that the catalogue gives; any other is Activity. */
const ICONS: Readonly<Record<string, LucideIcon>> = {
  Activity,
  CircleUserRound,
  Eye,
  Image,
  Layers,
  MessagesSquare,
  Sparkles,
  Upload,
};

export const iconOf = (icon: string | null | undefined): LucideIcon => (icon && ICONS[icon]) || Activity;

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
