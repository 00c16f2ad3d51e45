/** Where the text of the rules comes from. On GitHub it is the base commit; on the command line, git or the working tree. */

/** One file of the rules. `absent` is a fact about the commit; `unreadable` says nothing about it and never counts as absent. */
export type FileText =
  | { readonly kind: 'found'; readonly text: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly because: string };

/** The rules as one commit, tree or folder holds them. */
export interface RuleFiles {
  /** Reads one file by its repository path with `/` between the parts. Never throws. */
  read(path: string): Promise<FileText>;
  /** Whether there is any baseline at all, of any hardware class; the adoption case needs to know. Never throws. */
  hasBaselines(): Promise<boolean | { readonly because: string }>;
  readonly source: PolicySource;
  /** Path, as given, of the one file that stands in for every baseline; absent when none was given. */
  readonly baselineFile?: string;
  /** Another folder that has a policy, for whoever asked in the wrong one. */
  readonly policyElsewhere?: string;
}

/** Where the rules that judge came from. */
export interface PolicySource {
  readonly kind: 'base' | 'head' | 'working-tree' | 'file';
  /** The commit; null where there is none. */
  readonly ref: string | null;
  /** The policy's path, relative to the project. */
  readonly path: string;
}
