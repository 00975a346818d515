/** Methods that go over a list: `list.all(item, condition)`. */
export const loopNames = ['all', 'exists', 'exists_one', 'filter', 'map'] as const
