/** 事项分类: what the items of a version are of. */
export interface ServiceItemGroups {
  /** In the order of the catalogue, like the departments. */
  readonly categories: readonly ServiceItemGroup[];
  readonly leadDepartments: readonly ServiceItemGroup[];
  readonly batches: readonly ServiceItemGroup[];
}

interface ServiceItemGroup {
  readonly name: string;
  readonly itemCount: number;
}
