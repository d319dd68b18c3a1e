export declare const oddSettings: Readonly<Record<string, string>>;
