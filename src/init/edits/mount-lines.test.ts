import { describe, expect, it } from 'vitest';
import { sourceOf } from '../code/source.ts';
import type { AppFramework } from '../frameworks/names.ts';
import { sitesIn } from '../frameworks/sites.ts';
import { inserted } from './change.ts';
import { mountLines } from './mount-lines.ts';
import { undone } from './undo.ts';

const language = (modules: 'import' | 'require') => ({
  typescript: true,
  modules,
  ending: '.ts',
  specifier: '',
});

/** What a source becomes. */
function mounted(
  text: string,
  framework: AppFramework = 'express',
  modules: 'import' | 'require' = 'import',
) {
  const source = sourceOf('app.ts', text);
  const [site, ...others] = sitesIn[framework](source);
  expect(others).toEqual([]);
  return inserted(text, mountLines(source, site!, './analytics', language(modules)));
}

const IMPORT = "import { mountAnalytics } from './analytics'; // joip-analytics";

describe('where an app is made', () => {
  it.each<[what: string, before: string, after: string]>([
    [
      'a line of its own, with a comment behind it',
      "import express from 'express';\nconst app = express(); // express()\napp.listen(1);\n",
      `import express from 'express';\n${IMPORT}\nconst app = express(); // express()\nmountAnalytics(app); // joip-analytics\napp.listen(1);\n`,
    ],
    [
      'other quotes, no semicolons, tabs, another name',
      'import make from "express"\nimport { x } from "./x"\n\nfunction web() {\n\tconst server = make()\n\treturn server\n}\n',
      'import make from "express"\nimport { x } from "./x"\nimport { mountAnalytics } from "./analytics" // joip-analytics\n\nfunction web() {\n\tconst server = make()\n\tmountAnalytics(server) // joip-analytics\n\treturn server\n}\n',
    ],
    [
      'a byte order mark and CRLF',
      "\uFEFFimport express from 'express';\r\nconst app = express();\r\n",
      `\uFEFFimport express from 'express';\r\n${IMPORT}\r\nconst app = express();\r\nmountAnalytics(app); // joip-analytics\r\n`,
    ],
    [
      'a field of an object',
      "import express from 'express';\nclass Server {\n  app;\n  constructor() {\n    this.app = express();\n  }\n}\n",
      `import express from 'express';\n${IMPORT}\nclass Server {\n  app;\n  constructor() {\n    this.app = express();\n    mountAnalytics(this.app); // joip-analytics\n  }\n}\n`,
    ],
    [
      'a field of a class',
      "import express from 'express';\nclass Server {\n  app = express();\n}\n",
      `import express from 'express';\n${IMPORT}\nclass Server {\n  app = mountAnalytics(express());\n}\n`,
    ],
    [
      'an export',
      "import express from 'express';\nexport default express();\n",
      `import express from 'express';\n${IMPORT}\nexport default mountAnalytics(express());\n`,
    ],
    [
      'several in one statement',
      "import express from 'express';\nconst app = express(), port = 3000;\n",
      `import express from 'express';\n${IMPORT}\nconst app = mountAnalytics(express()), port = 3000;\n`,
    ],
    [
      'a body without brackets',
      "import express from 'express';\nexport const make = () => express();\n",
      `import express from 'express';\n${IMPORT}\nexport const make = () => mountAnalytics(express());\n`,
    ],
    [
      'comments, strings and regular expressions that look like it',
      "// const app = express();\n/* express() */\nimport express from 'express';\nconst text = 'express()', again = `express()`, r = /express()\\//;\nconst app = express() as express.Express;\n",
      `// const app = express();\n/* express() */\nimport express from 'express';\n${IMPORT}\nconst text = 'express()', again = \`express()\`, r = /express()\\//;\nconst app = express() as express.Express;\nmountAnalytics(app); // joip-analytics\n`,
    ],
    [
      'imports of several lines, and some that are only types',
      "import type { Express } from 'express';\nimport express, {\n  json,\n} from 'express';\n\nexport const app: Express = express();\n",
      `import type { Express } from 'express';\nimport express, {\n  json,\n} from 'express';\n${IMPORT}\n\nexport const app: Express = express();\nmountAnalytics(app); // joip-analytics\n`,
    ],
  ])('%s', (_, before, after) => {
    expect(mounted(before)).toBe(after);
    expect(undone(after)).toEqual({ text: before, left: [] });
  });

  it('is found in the ways of other frameworks', () => {
    const cases: [AppFramework, string, string][] = [
      [
        'hono',
        "import { Hono as H } from 'hono';\nconst api = new H<{ Variables: { a: string } }>({ strict: false })\n  .basePath('/api');\n",
        'mountAnalytics(new H<{ Variables: { a: string } }>({ strict: false }))\n  .basePath',
      ],
      [
        'nestjs',
        "import { NestFactory } from '@nestjs/core';\nasync function run() {\n  const app = await NestFactory.create<NestExpressApplication>(\n    AppModule,\n    { bufferLogs: true },\n  );\n}\n",
        '  );\n  mountAnalytics(app); // joip-analytics\n}',
      ],
      [
        'fastify',
        "import Fastify from 'fastify';\nconst app = Fastify({\n  logger: { level: 'info' },\n}).withTypeProvider<X>();\n",
        "mountAnalytics(Fastify({\n  logger: { level: 'info' },\n})).withTypeProvider",
      ],
      [
        'koa',
        "import * as Koa from 'koa';\nexport const app: Koa = new Koa({ proxy: true });\n",
        '\nmountAnalytics(app); // joip-analytics\n',
      ],
      [
        'node',
        "import http from 'node:http';\nconst server = http.createServer((request, response) => {\n  response.end();\n}).listen(3000, () => {});\n",
        '}).listen(3000, () => {});\nmountAnalytics(server); // joip-analytics\n',
      ],
    ];
    for (const [framework, before, part] of cases) {
      const after = mounted(before, framework);
      expect(after).toContain(part);
      expect(undone(after).text).toBe(before);
    }
    const before =
      "const app = require('fastify')({ logger: true })\nmodule.exports = require('express')()\n";
    expect(mounted(before, 'express', 'require')).toBe(
      before.replace("require('express')()", "require('./analytics').mountAnalytics(require('express')())"),
    );
    expect(mounted(before, 'fastify', 'require')).toContain(
      "require('./analytics').mountAnalytics(app) // joip-analytics",
    );
    expect(undone(mounted(before, 'express', 'require')).text).toBe(before);
  });
});

describe('what is taken away again', () => {
  const after = mounted("import express from 'express';\nconst app = express();\n");

  it('is what init wrote, whatever else was changed meanwhile', () => {
    const edited = `#!/usr/bin/env node\n${after.replace('const app', 'export const app').replace('(app); //', "(app, 'more'); //")}app.listen();`;
    expect(undone(edited)).toEqual({
      text: "#!/usr/bin/env node\nimport express from 'express';\nexport const app = express();\napp.listen();",
      left: [],
    });
  });

  it('is told where a line was broken up', () => {
    const broken = after.replace('mountAnalytics(app); //', 'mountAnalytics(\n  app,\n); //');
    const { text, left } = undone(broken);
    expect(left).toEqual(['line 6: ); // joip-analytics']);
    expect(text).toContain('mountAnalytics(\n  app,\n); // joip-analytics');
  });

  it('leaves what is named alike', () => {
    const own =
      "import { mountAnalytics } from 'joip-analytics/nestjs';\nmountAnalytics(app, '/x', analytics);\n";
    expect(undone(own).text).toBe(own);
  });
});
