// Where a person has left a wall, for another device of theirs.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import { dutiesOf } from '../server/duties.ts'
import { startInstance, type Instance } from './support/instance.ts'
import { connect, signUp } from './support/people.ts'

let instance: Instance

beforeAll(async () => {
  instance = await startInstance()
})
afterAll(() => instance.close())

describe('the place on a wall', () => {
  test('is found on another device, for the person alone and each wall by itself, until they are at its top again', async () => {
    const [ada, bob] = [await signUp(instance, 'ada'), await signUp(instance, 'bob')]
    const elsewhere = await ada.open({}, instance.node(1))

    await ada.ask('wall:leave', { wall: 'everything', at: '41' })
    await ada.ask('wall:leave', { wall: 'everything', at: '40' })
    expect(await elsewhere.ask('wall:place', { wall: 'everything' })).toEqual({ place: { at: '40' } })
    expect(await elsewhere.ask('wall:place', { wall: 'home' })).toEqual({ place: null })
    expect(await bob.ask('wall:place', { wall: 'everything' })).toEqual({ place: null })

    await elsewhere.ask('wall:leave', { wall: 'everything', at: null })
    expect(await ada.ask('wall:place', { wall: 'everything' })).toEqual({ place: null })
  })

  test('is remembered of the last fifty walls, for thirty days', async () => {
    const ada = await signUp(instance, 'ada')
    for (let wall = 0; wall < 51; wall++) await ada.ask('wall:leave', { wall: `@person${wall}`, at: '7' })
    const placeOf = async (wall: number) => (await ada.ask('wall:place', { wall: `@person${wall}` })).place

    expect(await placeOf(0)).toBeNull()
    expect(await placeOf(1)).toEqual({ at: '7' })

    const old = sql`update wall_place set left_at = now() - interval '30 days 1 second' where wall = '@person1'`
    const { ctx } = instance.node(0).app
    await old.execute(ctx.db)
    expect(await placeOf(1)).toBeNull()
    await dutiesOf(ctx)
      .find(({ name }) => name === 'forget-old-places')!
      .work()
    const { rows } = await sql`select from wall_place where wall = '@person1'`.execute(ctx.db)
    expect(rows).toHaveLength(0)
    expect(await placeOf(50)).toEqual({ at: '7' })
  })

  test('is nothing for visitors, and its wall has a name', async () => {
    const [ada, visitor] = [await signUp(instance, 'ada'), await connect(instance.node(0))]

    await expect(visitor.ask('wall:place', { wall: 'home' })).rejects.toThrow('unauthenticated')
    await expect(visitor.ask('wall:leave', { wall: 'home', at: '1' })).rejects.toThrow('unauthenticated')
    await expect(ada.ask('wall:leave', { wall: '', at: '1' })).rejects.toThrow('invalid')
    await expect(ada.ask('wall:leave', { wall: 'x'.repeat(141), at: '1' })).rejects.toThrow('invalid')
    await expect(ada.ask('wall:leave', { wall: 'home', at: 5 as never })).rejects.toThrow('invalid')
  })
})
