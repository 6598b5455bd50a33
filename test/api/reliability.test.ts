import { beforeAll, describe, expect, it } from 'vitest';
import { type Api, type Rec, shareApi } from './support.ts';

let api: Api;
beforeAll(async () => {
  api = await shareApi();
});

describe('reliability', () => {
  const of = async (id: string) => (await api.json<{ data: Rec }>(`/reliability/${id}`)).data;

  // Krippendorff, Computing Krippendorff’s Alpha-Reliability (2011), sections A and B.
  it('is Krippendorff’s α, as in his examples', async () => {
    expect(await of('binary.demand')).toMatchObject({
      passages: 10,
      agreement: 0.6,
      alpha: 0.095,
      reached: false,
    });
    expect(await of('nominal.kind')).toMatchObject({
      passages: 12,
      agreement: 0.75,
      alpha: 0.692,
      reached: false,
    });
  });

  it('counts what follows from a demand where both see one', async () => {
    expect(await of('binary.kind')).toMatchObject({ passages: 1, agreement: 1, alpha: null });
    expect(await of('nominal.by')).toMatchObject({ passages: 12, agreement: 1, alpha: null, reached: false });
  });

  it('has an interval around it', async () => {
    const { alpha, alpha_low, alpha_high } = (await of('nominal.kind')) as unknown as Record<string, number>;
    expect(alpha_low).toBeLessThan(alpha as number);
    expect(alpha_high).toBeGreaterThan(alpha as number);
    expect(alpha_high).toBeLessThanOrEqual(1);
  });

  it('can be reckoned anew from the raw codes', async () => {
    const { data } = await api.json('/coding_codes?coding=binary&coder=first&limit=100');
    expect(data.map(({ demand }) => demand).filter((demand) => demand === 'yes')).toHaveLength(2);
    expect((await api.json('/coding_codes?coding=binary&demand=yes')).meta.total).toBe(6);
  });
});
